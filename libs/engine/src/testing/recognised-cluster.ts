import { assess } from '../enforcers/assess.ts';
import type { EnforcementAssessment, EnforcementPin } from '../model/enforcement.ts';
import { readTexts } from '../read/session.ts';
import { buildSnapshot } from '../read/snapshot/build-snapshot.ts';

/** An object of a cluster as the API server gives it. */
export interface Thing { readonly apiVersion: string; readonly kind: string; readonly metadata: { readonly name: string; readonly namespace?: string }; readonly [field: string]: unknown }

/** What a container is to be, with what its object shows. */
export interface ContainerOptions { readonly args?: readonly string[]; readonly env?: Readonly<Record<string, string>> }

export interface Container { readonly name: string; readonly image: string; readonly args?: readonly string[]; readonly env?: readonly { readonly name: string; readonly value: string }[] }

export const container = (name: string, image: string, { args, env }: ContainerOptions = {}): Container => ({
  name, image, ...(args !== undefined && { args }), ...(env !== undefined && { env: Object.entries(env).map(([key, value]) => ({ name: key, value })) }),
});

interface NodeOptions {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly kubelet?: string;
  readonly os?: string;
  /** Reason of the condition NetworkUnavailable. */
  readonly network?: string;
  readonly taints?: readonly object[];
  readonly message?: string;
}

export const node = (name: string, { labels = {}, annotations = {}, kubelet = 'v1.33.4', os = 'linux', network, taints, message }: NodeOptions = {}): Thing => ({
  apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { 'kubernetes.io/os': os, ...labels }, annotations } as Thing['metadata'],
  spec: taints === undefined ? {} : { taints },
  status: {
    nodeInfo: { kubeletVersion: kubelet, operatingSystem: os },
    conditions: [...(network === undefined ? [] : [{ type: 'NetworkUnavailable', status: 'False', reason: network }]), { type: 'Ready', status: message === undefined ? 'True' : 'False', ...(message !== undefined && { message }) }],
  },
});

interface AgentOptions {
  readonly namespace?: string;
  readonly spec?: object;
  /** How many the status says are wanted and ready; no status where it is null. */
  readonly status?: readonly [desired: number, ready: number] | null;
}

export const daemonSet = (name: string, containers: readonly Container[], { namespace = 'kube-system', spec = {}, status = [2, 2] }: AgentOptions = {}): Thing => ({
  apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name, namespace }, spec: { template: { spec: { containers, ...spec } } },
  ...(status !== null && { status: { desiredNumberScheduled: status[0], numberReady: status[1] } }),
});

export const deployment = (name: string, containers: readonly Container[], namespace = 'kube-system'): Thing => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace }, spec: { template: { spec: { containers } } } });

/** A pod of a DaemonSet on a node. `down` names containers that are not ready. */
export const agentPod = (owner: string, on: string, containers: readonly Container[], down: readonly string[] = [], namespace = 'kube-system'): Thing => ({
  apiVersion: 'v1', kind: 'Pod', metadata: { name: `${owner}-${on}`, namespace, ownerReferences: [{ apiVersion: 'apps/v1', kind: 'DaemonSet', name: owner, controller: true }] } as Thing['metadata'],
  spec: { nodeName: on, hostNetwork: true, containers },
  status: {
    phase: 'Running', containerStatuses: containers.map(({ name }) => ({ name, ready: !down.includes(name), ...(down.includes(name) && { state: { waiting: { reason: 'CrashLoopBackOff' } } }) })),
    conditions: [{ type: 'Ready', status: down.length === 0 ? 'True' : 'False', lastTransitionTime: '2026-01-15T09:00:00Z' }],
  },
});

/** A DaemonSet with a ready pod on each node. */
export const agent = (name: string, containers: readonly Container[], nodes: readonly string[] = ['a', 'b'], options: AgentOptions = {}): readonly Thing[] => [
  daemonSet(name, containers, { status: [nodes.length, nodes.length], ...options }), ...nodes.map((on) => agentPod(name, on, containers, [], options.namespace)),
];

export const configMap = (name: string, data: Readonly<Record<string, string>>, namespace = 'kube-system'): Thing => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data });
export const definition = (name: string): Thing => ({ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name }, spec: { group: name.slice(name.indexOf('.') + 1) } });
export const clusterRole = (name: string, ...resources: readonly string[]): Thing => ({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name }, rules: [{ apiGroups: [''], resources: ['nodes'], verbs: ['list'] }, { apiGroups: ['networking.k8s.io'], resources, verbs: ['list', 'watch'] }] });
export const object = (apiVersion: string, kind: string, name: string, rest: object = {}, namespace = ''): Thing => ({ apiVersion, kind, metadata: { name, ...(namespace !== '' && { namespace }) }, ...rest });

/** A pod that people run, owned by a ReplicaSet. */
export const app = (name: string, on: string, annotations: Readonly<Record<string, string>> = {}): Thing => ({
  apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop', annotations, ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', controller: true }] } as Thing['metadata'],
  spec: { nodeName: on, containers: [{ name: 'web', image: 'example.test/web:1' }] }, status: { phase: 'Running', podIP: '10.0.0.9' },
});

export const POLICY: Thing = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'closed', namespace: 'shop' }, spec: { podSelector: {} } };
export const NODES: readonly Thing[] = [node('a'), node('b')];

/** What is recognised in a cluster of these objects. */
export function recognised(things: readonly Thing[], pin: EnforcementPin | null = null): EnforcementAssessment {
  const read = readTexts([{ file: 'cluster.json', text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: things }) }]);
  return assess(buildSnapshot(read.objects, read.coverage).snapshot, pin);
}

/** The same in a few words. */
export function inShort(things: readonly Thing[], pin: EnforcementPin | null = null): { readonly plugin: string; readonly enforcers: readonly string[]; readonly verdict: string; readonly nodes: readonly string[]; readonly warnings: readonly string[] } {
  const { networking, enforcers, verdict, confidence, nodes, warnings } = recognised(things, pin);
  return {
    plugin: networking.plugin, enforcers: enforcers.map(({ name, version, state }) => `${name} ${version ?? '-'} ${state}`), verdict: `${verdict} ${confidence}`,
    nodes: nodes.map(({ node: name, state }) => `${name} ${state}`), warnings: [...new Set(warnings.map(({ code }) => code))].sort(),
  };
}
