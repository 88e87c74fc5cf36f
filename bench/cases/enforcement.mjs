import { must } from '../measure/assert.mjs';
import { medianRun } from '../measure/cpu.mjs';

const RUNS = 15;
const PODS_PER_NODE = 10;

const node = (name) => ({ apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { 'kubernetes.io/os': 'linux' } }, status: { nodeInfo: { kubeletVersion: 'v1.33.4', operatingSystem: 'linux' }, conditions: [{ type: 'NetworkUnavailable', status: 'False', reason: 'CiliumIsUp' }, { type: 'Ready', status: 'True' }] } });
const containers = [{ name: 'cilium-agent', image: 'quay.io/cilium/cilium:v1.18.6' }];
const agent = (on) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: `cilium-${on}`, namespace: 'kube-system' }, spec: { nodeName: on, hostNetwork: true, containers }, status: { phase: 'Running', containerStatuses: [{ name: 'cilium-agent', ready: true }] } });
const web = (on, index) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: `${on}-${index}`, namespace: 'shop' }, spec: { nodeName: on, containers: [{ name: 'web', image: 'example.test/web:1' }] }, status: { phase: 'Running', podIP: '10.0.0.1' } });
const endpoint = (on, index) => ({ apiVersion: 'cilium.io/v2', kind: 'CiliumEndpoint', metadata: { name: `${on}-${index}`, namespace: 'shop' }, status: { policy: { ingress: { enforcing: true, state: 'enforcing' } } } });

/** Who wires the pods and who filters, with an agent and its endpoints on every node, once the objects are read: ten pods a node. */
export function enforcement({ engine, cluster }) {
  const names = Array.from({ length: cluster.pods / PODS_PER_NODE }, (_, index) => `node-${index}`);
  const things = [
    { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'cilium', namespace: 'kube-system' }, spec: { template: { spec: { containers } } }, status: { desiredNumberScheduled: names.length, numberReady: names.length } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'cilium-config', namespace: 'kube-system' }, data: { 'routing-mode': 'tunnel' } },
    ...names.flatMap((on) => [node(on), agent(on), ...Array.from({ length: PODS_PER_NODE }, (_, index) => [web(on, index), endpoint(on, index)]).flat()]),
  ];
  const read = engine.readTexts([{ file: 'cluster.json', text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: things }) }]);
  const { snapshot } = engine.buildSnapshot(read.objects, read.coverage);
  const { verdict, nodes, podsNotManaged } = engine.assess(snapshot);
  must(verdict === 'YES' && nodes.length === names.length && podsNotManaged.length === 0, 'an agent on every node that is not recognised');
  return { unit: 'ms', times: { assess: medianRun(RUNS, () => engine.assess(snapshot)) }, counters: { nodes: names.length } };
}
