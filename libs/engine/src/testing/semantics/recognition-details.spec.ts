import { describe, expect, it } from 'vitest';
import { readTexts } from '../../read/session.ts';
import { agent, agentPod, app, configMap, container, daemonSet, definition, deployment, inShort, node, NODES, object, POLICY, recognised, type Thing } from '../recognised-cluster.ts';

const CILIUM = [container('cilium-agent', 'quay.io/cilium/cilium:v1.18.6')];
const CONFIG = configMap('cilium-config', { 'routing-mode': 'native' });
const WEAVE = (tag: string) => [container('weave', `weaveworks/weave-kube:${tag}`, { env: {} }), container('weave-npc', `weaveworks/weave-npc:${tag}`, { env: {} })];
const KNP = [container('kube-network-policies', 'registry.k8s.io/networking/kube-network-policies:v1.0.0')];
const pin = (enforcer: string, version: string | null = null) => ({ enforcer, version, by: 'ann', at: null, reason: null });
const collection = (...kinds: readonly string[]): Thing => ({ apiVersion: 'postern/v1', kind: 'Collection', metadata: { name: 'x' }, collected: kinds.map((key) => ({ group: key.slice(0, key.indexOf('/')), kind: key.slice(key.indexOf('/') + 1) })) });

describe('nodes', () => {
  const statesOf = (things: readonly Thing[]): readonly string[] => recognised([...things, CONFIG]).nodes.map(({ node: name, state, without }) => `${name} ${state}${without === null ? '' : ` ${without}`}`);
  const cilium = (spec: object, ...on: readonly string[]): readonly Thing[] => [daemonSet('cilium', CILIUM, { spec }), ...on.map((name) => agentPod('cilium', name, CILIUM))];

  it('RE-6 are not filtered where the agent was never scheduled, and perhaps where it is not ready', () => {
    expect(statesOf([...NODES, ...cilium({}, 'a')])).toEqual(['a ENFORCING', 'b NOT_SCHEDULED']);
    expect(statesOf([...NODES, ...cilium({}, 'a'), agentPod('cilium', 'b', CILIUM, ['cilium-agent'])])).toEqual(['a ENFORCING', 'b AGENT_NOT_READY frozen']);
    expect(inShort([...NODES, ...cilium({}, 'a'), CONFIG]).verdict).toBe('PARTIAL HIGH');
  });

  it('RE-6 go by the container that filters, whatever the others of its pod do', () => {
    const canal = [container('calico-node', 'quay.io/calico/node:v3.30.2', { env: { CALICO_NETWORKING_BACKEND: 'none' } }), container('kube-flannel', 'flannel/flannel:v0.26.7')];
    const things = [...NODES, daemonSet('canal', canal), agentPod('canal', 'a', canal, ['kube-flannel']), agentPod('canal', 'b', canal, ['calico-node'])];
    expect(recognised(things).nodes).toMatchObject([{ node: 'a', state: 'ENFORCING', since: null }, { node: 'b', state: 'AGENT_NOT_READY', without: 'frozen', since: '2026-01-15T09:00:00Z' }]);
  });

  it('RE-6 are left open by a dead agent whose rules do not outlive it', () => {
    const things = [...NODES, daemonSet('knp', KNP), agentPod('knp', 'a', KNP), agentPod('knp', 'b', KNP, ['kube-network-policies'])];
    expect(recognised(things).nodes[1]).toMatchObject({ state: 'AGENT_NOT_READY', without: 'open' });
  });

  it('RE-7 that no agent can run on are told from those that its owner leaves out', () => {
    const affinity = (key: string, value: string) => ({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'NotIn', values: [value] }] }] } } } });
    const fargate = node('b', { labels: { 'eks.amazonaws.com/compute-type': 'fargate' } });
    expect(statesOf([node('a'), fargate, ...cilium(affinity('eks.amazonaws.com/compute-type', 'fargate'), 'a')])).toEqual(['a ENFORCING', 'b NOT_SUPPORTED']);
    expect(statesOf([node('a'), node('b', { os: 'windows' }), ...cilium({ nodeSelector: { 'kubernetes.io/os': 'linux' } }, 'a')])).toEqual(['a ENFORCING', 'b NOT_SUPPORTED']);
    expect(statesOf([node('a', { labels: { ready: 'yes' } }), node('b'), ...cilium({ nodeSelector: { ready: 'yes' } }, 'a')])).toEqual(['a ENFORCING', 'b NOT_SCHEDULED']);
    expect(statesOf([node('a'), node('b', { taints: [{ key: 'gpu', value: '', effect: 'NoExecute' }] }), ...cilium({ tolerations: [{ operator: 'Exists', effect: 'NoSchedule' }] }, 'a')])).toEqual(['a ENFORCING', 'b NOT_SCHEDULED']);
  });

  it('RE-6 are taken for filtered without pods where the status of the DaemonSet covers all of them', () => {
    expect(statesOf([...NODES, daemonSet('cilium', CILIUM)])).toEqual(['a ENFORCING', 'b ENFORCING']);
    expect(statesOf([...NODES, daemonSet('cilium', CILIUM, { status: [2, 1] })])).toEqual(['a UNKNOWN', 'b UNKNOWN']);
    expect(statesOf([...NODES, daemonSet('cilium', CILIUM, { status: [1, 1] })])).toEqual(['a UNKNOWN', 'b UNKNOWN']);
    expect(statesOf([...NODES, daemonSet('cilium', CILIUM, { status: null })])).toEqual(['a UNKNOWN', 'b UNKNOWN']);
    expect(statesOf([node('a', { labels: { ready: 'yes' } }), node('b'), daemonSet('cilium', CILIUM, { status: [1, 1], spec: { nodeSelector: { ready: 'yes' } } })])).toEqual(['a ENFORCING', 'b NOT_SCHEDULED']);
  });

  it('RE-6 whose agents are told otherwise than the rest have a state of their own', () => {
    const nodeConfig = (settings: Readonly<Record<string, string>>): Thing => object('cilium.io/v2', 'CiliumNodeConfig', 'edge', { spec: { nodeSelector: { matchLabels: { pool: 'edge' } }, defaults: settings } }, 'kube-system');
    const things = [node('a'), node('b', { labels: { pool: 'edge' } }), ...cilium({}, 'a', 'b'), nodeConfig({ 'enable-policy': 'never' })];
    expect(statesOf(things)).toEqual(['a ENFORCING', 'b DISABLED_BY_CONFIG']);
    expect(inShort([...things, CONFIG])).toMatchObject({ verdict: 'PARTIAL HIGH', warnings: ['ENGINE_DISABLED_BY_CONFIG'] });
    const other = [node('a'), node('b', { labels: { pool: 'edge' } }), ...cilium({}, 'a', 'b'), nodeConfig({ 'enable-policy': 'default' }), configMap('cilium-config', { 'enable-policy': 'never' })];
    expect(recognised(other)).toMatchObject({ verdict: 'PARTIAL', enforcers: [{ state: 'ON' }], nodes: [{ state: 'DISABLED_BY_CONFIG' }, { state: 'ENFORCING' }] });
  });

  it('RE-8 that are all without a ready agent leave the verdict open', () => {
    const things = [...NODES, daemonSet('weave-net', WEAVE('2.5.2'), { status: [2, 0] }), ...['a', 'b'].map((on) => agentPod('weave-net', on, WEAVE('2.5.2'), ['weave-npc']))];
    expect(inShort(things).verdict).toBe('UNKNOWN MEDIUM');
    const named: Thing = { ...POLICY, spec: { podSelector: {}, ingress: [{ ports: [{ port: 'http' }] }] } };
    expect([inShort([...things, POLICY]).warnings, inShort([...things, named]).warnings].map((codes) => codes.includes('AGENT_CRASHED_BY_POLICY'))).toEqual([false, true]);
  });
});

describe('traces and gaps', () => {
  it('RE-2 prove nothing: neither definitions, nor annotations, nor conditions', () => {
    const things = [...['a', 'b'].map((name) => node(name, { network: 'CiliumIsUp', annotations: { 'projectcalico.org/IPv4Address': '192.0.2.1/24' } })), definition('ciliumnetworkpolicies.cilium.io'), daemonSet('logs', [container('logs', 'example.test/logs:1')])];
    expect(inShort(things)).toMatchObject({ plugin: 'unknown', enforcers: [], verdict: 'UNKNOWN LOW', warnings: ['CRDS_WITHOUT_AGENT', 'STALE_NODE_ANNOTATIONS', 'UNKNOWN_CNI'] });
  });

  it('RE-2 of a plugin on pods say who wired them and not that anybody filters', () => {
    expect(inShort([app('web', 'a', { 'cni.projectcalico.org/podIP': '10.0.0.9/32' })])).toMatchObject({ plugin: 'calico', enforcers: [], verdict: 'UNKNOWN LOW', nodes: [] });
  });

  it('RE-9 nobody filters only where DaemonSets were collected', () => {
    const flannel = [container('kube-flannel', 'flannel/flannel:v0.26.7')];
    const pods = ['a', 'b'].map((on) => agentPod('kube-flannel-ds', on, flannel));
    expect(inShort([...NODES, ...pods]).verdict).toBe('UNKNOWN LOW');
    expect(inShort([...NODES, ...pods, daemonSet('kube-flannel-ds', flannel)]).verdict).toBe('NO HIGH');
    expect(inShort([collection('/Node', '/Pod', 'apps/DaemonSet'), ...NODES, ...pods]).verdict).toBe('NO HIGH');
    expect(inShort([collection('/Node', '/Pod'), ...NODES, ...pods, daemonSet('kube-flannel-ds', flannel)])).toMatchObject({ verdict: 'UNKNOWN LOW', warnings: ['COVERAGE_GAP'] });
  });

  it('RE-9 nothing is said of all nodes where nodes were not collected', () => {
    expect(inShort([...agent('cilium', CILIUM), CONFIG])).toMatchObject({ verdict: 'UNKNOWN MEDIUM', nodes: [] });
  });

  it('RE-4 an agent whose pod shows no arguments may be told anything by them', () => {
    const router = (args?: readonly string[]) => agentPod('kube-router', 'a', [container('kube-router', 'cloudnativelabs/kube-router:v2.4.0', args === undefined ? {} : { args })]);
    expect([inShort([node('a'), router()]), inShort([node('a'), router(['--run-router=true'])])].map(({ enforcers }) => enforcers)).toEqual([['kube-router 2.4.0 UNPROVEN'], ['kube-router 2.4.0 ON']]);
  });

  it('RE-5 an endpoint is no proof where other policies, or an audit, may be its reason', () => {
    const endpoint = (state: string) => object('cilium.io/v2', 'CiliumEndpoint', 'web', { status: { policy: { egress: { enforcing: true, state } } } }, 'shop');
    const seen = (...more: readonly Thing[]) => inShort([...NODES, ...agent('cilium', CILIUM), ...more]).enforcers;
    expect(seen(endpoint('enforcing'))).toEqual(['cilium 1.18.6 ON']);
    expect(seen(endpoint('audit'))).toEqual(['cilium 1.18.6 UNPROVEN']);
    expect(seen(endpoint('enforcing'), object('cilium.io/v2', 'CiliumNetworkPolicy', 'x', { spec: { endpointSelector: {} } }, 'shop'))).toEqual(['cilium 1.18.6 UNPROVEN']);
  });

  it('RE-10 agents that only their pods show make the answer less sure', () => {
    expect(inShort([...NODES, ...['a', 'b'].map((on) => agentPod('cilium', on, CILIUM)), CONFIG]).verdict).toBe('YES MEDIUM');
  });
});

describe('what else is said', () => {
  it('RE-14 running pods without an endpoint of their own are not under Cilium', () => {
    const things = [...NODES, ...agent('cilium', CILIUM), CONFIG, app('old', 'b'), app('new', 'a'), object('cilium.io/v2', 'CiliumEndpoint', 'new', {}, 'shop')];
    expect(recognised(things).podsNotManaged).toEqual(['pod:shop/old']);
    expect(recognised(things.filter(({ kind }) => kind !== 'CiliumEndpoint')).podsNotManaged).toEqual([]);
  });

  it('RE-15 kinds that no running enforcer honours are named', () => {
    const clusterwide = object('cilium.io/v2', 'CiliumClusterwideNetworkPolicy', 'x', { spec: { endpointSelector: {} } });
    const kindsUnder = (...things: readonly Thing[]) => recognised([...NODES, ...things, POLICY, clusterwide]).ignoredKinds;
    expect(kindsUnder(...agent('cilium', CILIUM), CONFIG)).toEqual([]);
    expect(kindsUnder(...agent('cilium', CILIUM), configMap('cilium-config', { 'enable-k8s-networkpolicy': 'false' }))).toEqual(['networking.k8s.io/NetworkPolicy']);
    expect(kindsUnder(...agent('weave-net', WEAVE('2.8.1')))).toEqual(['cilium.io/CiliumClusterwideNetworkPolicy']);
    expect(kindsUnder(daemonSet('kube-flannel-ds', [container('kube-flannel', 'flannel/flannel:v0.26.7')]))).toEqual(['cilium.io/CiliumClusterwideNetworkPolicy', 'networking.k8s.io/NetworkPolicy']);
  });

  it('RE-15 what becomes of features of policies is told by release and settings', () => {
    const of = (tag: string, settings: Readonly<Record<string, string>>) => Object.fromEntries(recognised([...NODES, ...agent('cilium', [container('cilium-agent', `quay.io/cilium/cilium:${tag}`)]), configMap('cilium-config', settings)]).capabilities.map(({ feature, support, note }) => [feature, note ?? support]));
    expect(of('v1.14.6', {})).toMatchObject({ ingress: 'FULL', ipBlock: 'ipBlockExcludesPodsAndNodes', endPort: 'narrowEndPortToPort', sctp: 'sctpDropped', ipv6: 'ipv6NotCarried' });
    expect(of('v1.18.6', { 'policy-cidr-match-mode': 'nodes', 'enable-sctp': 'true', 'enable-ipv6': 'true' })).toMatchObject({ ipBlock: 'ipBlockExcludesPods', endPort: 'FULL', sctp: 'FULL', ipv6: 'FULL' });
    const { capabilities } = recognised([...NODES, ...agent('weave-net', WEAVE('2.5.2'))]);
    expect(capabilities.find(({ feature }) => feature === 'namedPorts')).toMatchObject({ enforcer: 'weave-npc', support: 'NONE', note: 'agentCrash' });
    const felix = (value: string) => recognised([...NODES, ...agent('calico-node', [container('calico-node', 'quay.io/calico/node:v3.30.2', { env: { FELIX_IPV6SUPPORT: value } })])]).capabilities.find(({ feature }) => feature === 'ipv6');
    expect([felix('false'), felix('true')]).toMatchObject([{ support: 'NONE', note: 'ipv6Unfiltered' }, { support: 'FULL' }]);
  });

  it('RE-16 a person\'s word goes before what was recognised, and stands beside the answer', () => {
    const things = [...NODES, ...agent('weave-net', WEAVE('2.8.1')), POLICY];
    expect(recognised(things, pin('weave', '2.6.0'))).toMatchObject({ verdict: 'YES', confidence: 'HIGH', enforcers: [{ name: 'weave-npc', version: '2.6.0', state: 'ON' }], pin: { enforcer: 'weave', by: 'ann' } });
    expect(recognised(things, pin('cilium'))).toMatchObject({ verdict: 'YES', confidence: 'MEDIUM', enforcers: [{ name: 'cilium', version: null }] });
    expect(recognised(things, pin('none'))).toMatchObject({ verdict: 'NO', enforcers: [], nodes: [{ state: 'NO_ENGINE' }, { state: 'NO_ENGINE' }] });
    expect(recognised([POLICY], pin('weave'))).toMatchObject({ verdict: 'YES', nodes: [] });
    expect(() => recognised(things, pin('no-such'))).toThrow('There is no enforcer no-such');
    expect(() => recognised(things, pin('weave', 'newest'))).toThrow('is no release');
  });

  it('RE-12 kube-proxy\'s mode is shown, since some enforcers depend on it', () => {
    const { evidence } = recognised([...NODES, configMap('kube-proxy', { 'config.conf': 'kind: KubeProxyConfiguration\nmode: "ipvs"\n' })]);
    expect(evidence).toMatchObject([{ resource: { kind: 'ConfigMap', name: 'kube-proxy' }, field: 'data.config.conf', value: 'ipvs' }]);
  });

  it('RE-11 further networks of pods are said to be outside of all of this', () => {
    expect(inShort([...NODES, ...agent('cilium', CILIUM), CONFIG, app('web', 'a', { 'k8s.v1.cni.cncf.io/networks': 'storage' })]).warnings).toEqual(['ENGINE_LIMITED_FEATURES']);
  });

  it('RE-13 nothing is kept of containers, command lines, nodes and roles that no recogniser names', () => {
    const secret = 'hush';
    const things = [
      node('a', { annotations: { 'k3s.io/node-args': `["server","--token","${secret}","--disable-network-policy","true","--node-label","${secret}"]`, other: secret }, message: `cannot pull from ${secret}` }),
      ...agent('kube-router', [container('kube-router', 'cloudnativelabs/kube-router:v2.4.0', { args: [`--token=${secret}`, '--run-firewall', 'true', '--peer', secret], env: { PASSWORD: secret } })], ['a']),
      deployment('app', [container('web', `example.test/${secret}:1`, { env: { PASSWORD: secret } })]), app('web', 'a', { note: secret }), configMap('kube-proxy', { other: secret }), configMap('app', { other: secret }),
    ];
    const { objects } = readTexts([{ file: 'x', text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: things }) }]);
    const text = JSON.stringify(objects);
    expect(text).not.toContain(secret);
    expect(text).toContain('--run-firewall');
    expect(objects.find(({ kind }) => kind === 'Node')?.value['metadata']).toMatchObject({ annotations: { 'k3s.io/node-args': '["server","--disable-network-policy","true"]' } });
  });
});
