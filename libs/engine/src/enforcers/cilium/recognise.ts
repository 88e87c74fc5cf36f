import type { EnforcementWarning, EnforcerState, Evidence } from '../../model/enforcement.ts';
import { matchesLabels } from '../../model/label-expression.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { Pod } from '../../resources/kinds.ts';
import { fieldOf, textOf } from '../../resources/observed/agent-container.ts';
import { agentEvidence, objectEvidence, readingEvidence, WEIGHTS } from '../../resources/observed/evidence.ts';
import type { ObservedNode } from '../../resources/observed/observed.ts';
import { isSince, readKey, releaseOf, tagOf } from '../../resources/observed/readings.ts';
import type { Sightings } from '../../resources/observed/sightings.ts';
import { CILIUM_ENDPOINT_SHAPE, type RecordedPod } from '../../resources/recorded-identity.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { selectorExpression } from '../reference/selector.ts';
import type { EnforcerClaim, NetworkingClaim, Recogniser } from '../recogniser.ts';
import { ciliumCapabilities } from './capabilities.ts';

const AGENT = 'cilium-agent';
const CONFIG = 'cilium-config';
const POLICIES = ['cilium.io/CiliumNetworkPolicy', 'cilium.io/CiliumClusterwideNetworkPolicy'];

/** Keys of the configuration that an answer shows. */
const SHOWN = [
  'enable-policy', 'policy-audit-mode', 'policy-cidr-match-mode', 'enable-host-firewall', 'enable-k8s-networkpolicy', 'enable-cilium-network-policy', 'enable-cilium-clusterwide-network-policy',
  'enable-k8s-cluster-network-policy', 'allow-localhost', 'labels', 'enable-sctp', 'enable-l7-proxy', 'enable-icmp-rules', 'cluster-name',
];

interface Off { readonly reason: string; readonly readsNothing?: true; readonly warning: EnforcementWarning | null }

/** Google's own word on top of the configuration. */
const OVERRIDE = 'cilium-config-emergency-override';

type Configuration = Readonly<Record<string, string>>;

/** What the agents of most nodes go by; undefined where it was not read. */
function configurationOf(sightings: Sightings): Configuration | undefined {
  const config = sightings.configMap(CONFIG)?.data;
  return config === undefined ? undefined : { ...config, ...sightings.configMap(OVERRIDE)?.data };
}

/** What in a configuration switches NetworkPolicies off; null where nothing does. */
function offIn(config: Configuration): Off | null {
  if (config['enable-policy'] === 'never') return { reason: 'enable-policy=never: no policy is read', readsNothing: true, warning: null };
  if (config['policy-audit-mode'] === 'true') return { reason: 'policy-audit-mode=true: what policies deny is logged and let through', warning: { code: 'AUDIT_MODE', message: 'Cilium runs in audit mode: it drops nothing.', resources: [] } };
  return config['enable-k8s-networkpolicy'] === 'false' ? { reason: 'enable-k8s-networkpolicy=false: NetworkPolicies are not read', warning: null } : null;
}

interface Switch {
  /** Undefined where the configuration was not read. */
  readonly off: Off | null | undefined;
  /** The nodes whose agents are told otherwise. */
  readonly stateOn?: EnforcerClaim['stateOn'];
}

/** Settings of single nodes go before those of all: on while it is on anywhere. */
function switchOf(sightings: Sightings, { nodeSettings }: Snapshot<PolicyDocument>): Switch {
  const config = configurationOf(sightings);
  if (config === undefined) return { off: undefined };
  const off = offIn(config);
  if (nodeSettings.length === 0) return { off };
  const offOn = ({ labels }: ObservedNode): Off | null => offIn(Object.assign({}, config, ...nodeSettings.filter(({ nodes }) => matchesLabels(selectorExpression(nodes), labels)).map(({ data }) => data)) as Configuration);
  const isOn = off === null || sightings.nodes.some((node) => offOn(node) === null);
  return { off: isOn ? null : off, stateOn: (node) => (offOn(node) === null ? null : 'DISABLED_BY_CONFIG') };
}

/** A CiliumEndpoint whose agent filters: proof that NetworkPolicies work where no other policies can be the cause. */
function proof(sightings: Sightings): Evidence | null {
  if (POLICIES.some((kind) => sightings.count(kind) > 0)) return null;
  for (const endpoint of sightings.objects('cilium.io/CiliumEndpoint')) {
    for (const direction of ['ingress', 'egress']) {
      const policy = fieldOf(endpoint.value, 'status', 'policy', direction);
      if (fieldOf(policy, 'enforcing') === true && textOf(fieldOf(policy, 'state'))?.includes('audit') !== true) return objectEvidence(endpoint, `status.policy.${direction}.enforcing`, 'true', 'the agent of its node filters this pod', WEIGHTS.proof);
    }
  }
  return null;
}

type Named = Pick<RecordedPod, 'namespace' | 'name'>;

/** As the lists of a snapshot are sorted. */
const before = (a: Named, b: Named): boolean => (a.namespace === b.namespace ? a.name < b.name : `${a.namespace}/` < `${b.namespace}/`);

/** Endpoints in the order of their names; those of slices come in that of the slices. */
function inOrder(recorded: readonly RecordedPod[]): readonly RecordedPod[] {
  const isSorted = recorded.every((each, index) => { const last = recorded[index - 1]; return last === undefined || !before(each, last); });
  return isSorted ? recorded : [...recorded].sort((a, b) => (before(a, b) ? -1 : before(b, a) ? 1 : 0));
}

/** Whether an agent would look after the pod: it runs on the pod network, on one of the nodes where agents were seen. */
const isGoverned = ({ hostNetwork, nodeName, phase }: Pod, nodes: ReadonlySet<string | null>): boolean => !hostNetwork && phase === 'Running' && nodeName !== null && (nodes.size === 0 || nodes.has(nodeName));

/** Pods that Cilium should look after and that have no CiliumEndpoint, where those were collected. */
function unmanaged(sightings: Sightings, { pods, recordedPods }: Snapshot<PolicyDocument>): readonly string[] {
  if (!sightings.isCollected('cilium.io/CiliumEndpoint') && !sightings.isCollected('cilium.io/CiliumEndpointSlice')) return [];
  const governed = new Set(sightings.agent(AGENT).pods.map(({ pod }) => pod.node));
  const recorded = inOrder(recordedPods);
  const missing: string[] = [];
  let at = 0;
  for (const pod of pods) {
    let endpoint = recorded[at];
    while (endpoint !== undefined && before(endpoint, pod)) { at += 1; endpoint = recorded[at]; }
    if (endpoint?.name === pod.name && endpoint.namespace === pod.namespace) continue;
    if (isGoverned(pod, governed)) missing.push(`pod:${pod.namespace}/${pod.name}`);
  }
  return missing;
}

function honoured(config: Readonly<Record<string, string>>, version: string | null): readonly string[] {
  return [
    ...(config['enable-cilium-network-policy'] === 'false' ? [] : ['cilium.io/CiliumNetworkPolicy']),
    ...(config['enable-cilium-clusterwide-network-policy'] === 'false' ? [] : ['cilium.io/CiliumClusterwideNetworkPolicy']), 'cilium.io/CiliumCIDRGroup',
    ...(config['enable-k8s-cluster-network-policy'] === 'true' && isSince(version, [1, 20, 0]) ? ['policy.networking.k8s.io/ClusterNetworkPolicy'] : []),
  ];
}

function modeOf(config: Readonly<Record<string, string>> | undefined): string {
  if (config === undefined) return 'unknown';
  const chaining = config['cni-chaining-mode'];
  if (chaining && chaining !== 'none') return `chained:${chaining}`;
  if (config['ipam'] === 'delegated-plugin') return 'azure-cni-powered-by-cilium';
  if (config['routing-mode'] === 'native' || config['tunnel'] === 'disabled') return 'native';
  return `tunnel/${config['tunnel-protocol'] || config['tunnel'] || 'vxlan'}`;
}

/** Google's build of it, which its Dataplane V2 is. */
const isOnGke = (sightings: Sightings): boolean => [...sightings.agent(AGENT).workloads, ...sightings.agent(AGENT).pods].some(({ container: { image } }) => image.includes('gke.gcr.io/') || /-gke\.\d/.test(image)) || sightings.agent(AGENT).workloads.some(({ workload }) => workload.name === 'anetd');

function warningsOf(off: Off | null | undefined, pods: readonly string[]): readonly EnforcementWarning[] {
  const [have, them] = pods.length === 1 ? ['Pod has', 'it'] : ['Pods have', 'them'];
  return [
    ...(off === undefined ? [{ code: 'CONFIG_NOT_IN_SNAPSHOT', message: `The ConfigMap ${CONFIG}, in which Cilium may be switched off, is not in the input.`, resources: [] } as const] : []),
    ...(off?.warning ? [off.warning] : []),
    ...(pods.length > 0 ? [{ code: 'PODS_NOT_MANAGED_BY_ENGINE', message: `${String(pods.length)} running ${have} no CiliumEndpoint: Cilium does not filter ${them} before a restart.`, resources: [] } as const] : []),
  ];
}

/** Google's build has policies always on. */
function stateOf(off: Off | null | undefined, proven: Evidence | null, isGke: boolean): EnforcerState {
  if (off === undefined) return proven === null && !isGke ? 'UNPROVEN' : 'ON';
  return off === null ? 'ON' : 'OFF';
}

/** What of policies it goes by, and what it makes of them. */
function workOf(off: Off | null | undefined, version: string | null, config: Configuration | undefined): Pick<EnforcerClaim, 'honours' | 'capabilities'> {
  return { honours: off?.readsNothing === true ? [] : honoured(config ?? {}, version), capabilities: off ? [] : ciliumCapabilities(version, config) };
}

function enforcers(sightings: Sightings, snapshot: Snapshot<PolicyDocument>): readonly EnforcerClaim[] {
  if (!sightings.isSeen(AGENT)) return [];
  const agent = sightings.agent(AGENT);
  const config = configurationOf(sightings);
  const [{ off, stateOn }, proven, version] = [switchOf(sightings, snapshot), proof(sightings), releaseOf(tagOf(agent))];
  const state = stateOf(off, proven, isOnGke(sightings));
  const pods = state === 'ON' ? unmanaged(sightings, snapshot) : [];
  return [{
    name: 'cilium', version, mode: isOnGke(sightings) ? 'dataplane-v2' : modeOf(config), state, offReason: off?.reason ?? null,
    settings: Object.fromEntries(SHOWN.flatMap((key) => (config?.[key] === undefined ? [] : [[`cilium.${key}`, config[key]] as const]))),
    agent, ...(stateOn !== undefined && { stateOn }), confidence: off === undefined ? 'MEDIUM' : 'HIGH', without: 'frozen', ...workOf(off, version, config), unmanaged: pods,
    evidence: [...agentEvidence(agent, 'the agent of Cilium'), ...readingEvidence(readKey(sightings, CONFIG, 'enable-policy'), 'which policies Cilium reads'), ...(proven === null ? [] : [proven])],
    warnings: warningsOf(off, pods),
  }];
}

/** Chained behind another plugin, Cilium wires nothing. */
function networking(sightings: Sightings): NetworkingClaim | null {
  if (!sightings.isSeen(AGENT)) return null;
  const agent = sightings.agent(AGENT);
  const isGke = isOnGke(sightings);
  return {
    rank: isGke ? 60 : 130, plugin: isGke ? 'gke-dataplane-v2' : 'cilium', version: releaseOf(tagOf(agent)), mode: isGke ? 'dataplane-v2' : modeOf(configurationOf(sightings)),
    confidence: 'HIGH', evidence: agentEvidence(agent, 'the agent of Cilium'),
  };
}

export const ciliumRecogniser: Recogniser = {
  name: 'cilium',
  agents: [{ id: AGENT, container: AGENT, enforcer: 'cilium', images: ['cilium', 'cilium-ci', 'cilium-dev', 'mirrored-cilium-cilium', 'hardened-cilium', 'cilium-agent'] }],
  keeps: { groups: ['cilium.io'], kinds: { 'cilium.io/CiliumEndpoint': { isNamespaced: true, versions: ['v2'], shape: CILIUM_ENDPOINT_SHAPE } } },
  conditions: ['CiliumIsUp'],
  networking, enforcers,
};
