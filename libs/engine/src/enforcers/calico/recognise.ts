import { POLICY_FEATURES, type Capability, type EnforcementWarning } from '../../model/enforcement.ts';
import type { Shape } from '../../model/shape.ts';
import { FELIX_CONFIGURATION_SPEC, KUBE_CONTROLLERS_SPEC } from '../../policies/calico/configuration.ts';
import { METADATA_SHAPE } from '../../resources/metadata.ts';
import { fieldOf, textOf } from '../../resources/observed/agent-container.ts';
import { agentEvidence, objectEvidence, readingEvidence, WEIGHTS } from '../../resources/observed/evidence.ts';
import type { ObservedKind } from '../../resources/observed/kept-fields.ts';
import { isSince, readKey, readVariable, releaseOf, tagOf, type Reading } from '../../resources/observed/readings.ts';
import type { Sightings } from '../../resources/observed/sightings.ts';
import type { EnforcerClaim, NetworkingClaim, Recogniser } from '../recogniser.ts';

const AGENT = 'calico-node';
const INFORMATION = ['crd.projectcalico.org/ClusterInformation', 'projectcalico.org/ClusterInformation'];
const INSTALLATION = 'operator.tigera.io/Installation';
const FELIX = ['crd.projectcalico.org/FelixConfiguration', 'projectcalico.org/FelixConfiguration'];

/** What the interfaces of pods are called by the plugin that makes them. */
const PREFIXES: Readonly<Record<string, string>> = { 'aws-node': 'eni', 'netd': 'gke', 'azure-cns': 'azv' };

const observed = (isNamespaced: boolean, versions: readonly string[], fields: Readonly<Record<string, Shape>>): ObservedKind => ({ isNamespaced, versions, shape: { fields: { apiVersion: 'string', kind: 'string', metadata: METADATA_SHAPE, ...fields } } });
const inBothGroups = (kind: string, spec: Readonly<Record<string, Shape>>): Readonly<Record<string, ObservedKind>> => Object.fromEntries(['crd.projectcalico.org', 'projectcalico.org'].map((group) => [`${group}/${kind}`, observed(false, ['v1', 'v3'], { spec: { fields: spec } })]));
const information = observed(false, ['v1', 'v3'], { spec: { fields: { calicoVersion: 'string', clusterType: 'string' } } });

function versionOf(sightings: Sightings): string | null {
  const tag = releaseOf(tagOf(sightings.agent(AGENT)));
  if (tag !== null && /^\d/.test(tag)) return tag;
  const installed = textOf(fieldOf(sightings.objects(INSTALLATION)[0]?.value, 'status', 'calicoVersion'));
  const told = INFORMATION.flatMap((kind) => sightings.objects(kind)).map(({ value }) => textOf(fieldOf(value, 'spec', 'calicoVersion'))).find((text) => text !== null);
  return releaseOf(installed) ?? releaseOf(told ?? null) ?? tag;
}

/** The prefix that Felix goes by: its environment, else its configuration, else `cali`; undefined where that was not read. */
function prefixOf(sightings: Sightings): Reading | undefined {
  const own = readVariable(sightings.agent(AGENT), 'FELIX_INTERFACEPREFIX', sightings);
  if (own === undefined || own.value !== null) return own;
  const configuration = FELIX.flatMap((kind) => sightings.objects(kind)).find(({ name }) => name === 'default');
  const value = textOf(fieldOf(configuration?.value, 'spec', 'interfacePrefix'));
  return value === null || configuration === undefined ? { ...own, value: 'cali' } : { value, resource: { group: configuration.group, kind: configuration.kind, namespace: '', name: 'default' }, field: 'spec.interfacePrefix' };
}

/** The prefix of pods' interfaces where another plugin makes them; null where Calico's own does. */
function expectedPrefix(sightings: Sightings): string | null {
  const host = Object.keys(PREFIXES).find((agent) => sightings.isSeen(agent));
  if (host !== undefined) return PREFIXES[host] ?? null;
  return sightings.nodes.some(({ kubelet }) => kubelet?.includes('-gke.') === true) ? 'gke' : null;
}

function managesNetworking(sightings: Sightings): boolean | undefined {
  const backend = readVariable(sightings.agent(AGENT), 'CALICO_NETWORKING_BACKEND', sightings);
  return backend === undefined ? undefined : backend.value !== 'none';
}

type Sight = 'sees' | 'blind' | 'unread';

/** Whether Felix looks at the interfaces that pods have. */
function sight(sightings: Sightings, prefix: Reading | undefined): Sight {
  const expected = expectedPrefix(sightings);
  if (expected === null || managesNetworking(sightings) === true) return 'sees';
  if (prefix === undefined) return 'unread';
  return (prefix.value ?? 'cali').split(',').some((each) => each.trim() === expected || expected.startsWith(each.trim())) ? 'sees' : 'blind';
}

function modeOf(sightings: Sightings): string {
  const kind = textOf(fieldOf(sightings.objects(INSTALLATION)[0]?.value, 'spec', 'calicoNetwork', 'linuxDataplane'));
  const plane = (kind ?? 'iptables').toLowerCase();
  const backend = readVariable(sightings.agent(AGENT), 'CALICO_NETWORKING_BACKEND', sightings)?.value ?? readKey(sightings, 'calico-config', 'calico_backend')?.value ?? null;
  return backend === 'none' ? 'policy-only' : `${plane}/${backend ?? 'bird'}`;
}

function honoured(version: string | null): readonly string[] {
  const own = ['NetworkPolicy', 'GlobalNetworkPolicy', 'Tier', 'NetworkSet', 'GlobalNetworkSet', 'HostEndpoint'].flatMap((kind) => [`projectcalico.org/${kind}`, `crd.projectcalico.org/${kind}`]);
  if (isSince(version, [3, 32, 0])) return [...own, 'policy.networking.k8s.io/ClusterNetworkPolicy'];
  return [...own, ...(isSince(version, [3, 29, 0]) ? ['policy.networking.k8s.io/AdminNetworkPolicy'] : []), ...(isSince(version, [3, 30, 0]) ? ['policy.networking.k8s.io/BaselineAdminNetworkPolicy'] : [])];
}

const BLIND: EnforcementWarning = { code: 'ENGINE_PROBABLY_BLIND', message: 'Felix watches interfaces by another prefix than those of pods have: it attaches no policy to any of them.', resources: [] };
const UNREAD: EnforcementWarning = { code: 'CONFIG_NOT_IN_SNAPSHOT', message: 'Another plugin makes the interfaces of pods, and the prefix by which Felix finds them is not in the input.', resources: [] };

const STATES = { sees: 'ON', blind: 'BLIND', unread: 'UNPROVEN' } as const;

/** Variables of the agent that an answer shows, by the settings they stand for. */
const SHOWN = { 'calico.ipv6': 'FELIX_IPV6SUPPORT', 'calico.default-endpoint-to-host-action': 'FELIX_DEFAULTENDPOINTTOHOSTACTION' } as const;

function settingsOf(sightings: Sightings): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(SHOWN).flatMap(([setting, variable]) => { const value = readVariable(sightings.agent(AGENT), variable, sightings)?.value; return value ? [[setting, value] as const] : []; }));
}

/** All of a policy holds, of the families that Felix programs. */
function capabilities(sightings: Sightings): readonly Capability[] {
  const ipv6 = readVariable(sightings.agent(AGENT), 'FELIX_IPV6SUPPORT', sightings);
  return POLICY_FEATURES.map((feature): Capability => (feature === 'ipv6' && ipv6?.value === 'false' ? { enforcer: 'calico', feature, support: 'NONE', note: 'ipv6Unfiltered' } : { enforcer: 'calico', feature, support: 'FULL', note: null }));
}

function enforcers(sightings: Sightings): readonly EnforcerClaim[] {
  if (!sightings.isSeen(AGENT)) return [];
  const agent = sightings.agent(AGENT);
  const prefix = prefixOf(sightings);
  const [seen, version] = [sight(sightings, prefix), versionOf(sightings)];
  return [{
    name: 'calico', version, mode: modeOf(sightings), state: STATES[seen], offReason: seen === 'blind' ? `Felix looks for interfaces that begin with ${prefix?.value ?? 'cali'}` : null,
    settings: settingsOf(sightings),
    agent, confidence: 'HIGH', without: 'frozen', honours: honoured(version), capabilities: capabilities(sightings),
    evidence: [
      ...agentEvidence(agent, 'the agent of Calico'), ...readingEvidence(prefix, 'which interfaces Felix takes for those of pods'),
      ...INFORMATION.flatMap((kind) => sightings.objects(kind)).map((object) => objectEvidence(object, 'spec.calicoVersion', textOf(fieldOf(object.value, 'spec', 'calicoVersion')) ?? '', 'which release has written it last', WEIGHTS.definitions, true)),
    ],
    warnings: seen === 'blind' ? [BLIND] : seen === 'unread' ? [UNREAD] : [],
  }];
}

const POD_MARK = 'cni.projectcalico.org/podIP';

/** That its plugin has wired a pod does not say that Felix runs. */
function networking(sightings: Sightings): NetworkingClaim | null {
  const mark = sightings.podMarks.get(POD_MARK);
  if (!sightings.isSeen(AGENT)) return mark === undefined ? null : { rank: 180, plugin: 'calico', version: null, mode: 'unknown', confidence: 'LOW', evidence: [objectEvidence(mark.pod, `metadata.annotations[${POD_MARK}]`, mark.value, 'Calico\'s plugin has wired this pod', WEIGHTS.podAnnotation, true)] };
  return { rank: 120, plugin: 'calico', version: versionOf(sightings), mode: modeOf(sightings), confidence: 'HIGH', evidence: agentEvidence(sightings.agent(AGENT), 'the agent of Calico') };
}

export const calicoRecogniser: Recogniser = {
  name: 'calico',
  agents: [{ id: AGENT, container: AGENT, enforcer: 'calico', images: ['node', 'calico-node', 'hardened-calico', 'mirrored-calico-node', 'cnx-node', 'node-fips'] }],
  keeps: {
    variables: ['FELIX_INTERFACEPREFIX', 'CALICO_NETWORKING_BACKEND', 'CALICO_MANAGE_CNI', 'CLUSTER_TYPE', 'FELIX_IPV6SUPPORT', 'FELIX_DEFAULTENDPOINTTOHOSTACTION', 'FELIX_BPFENABLED', 'USE_POD_CIDR', 'FELIX_POLICYSYNCPATHPREFIX', 'FELIX_FAILSAFEINBOUNDHOSTPORTS', 'FELIX_FAILSAFEOUTBOUNDHOSTPORTS'],
    nodeAnnotations: ['projectcalico.org/IPv4Address', 'projectcalico.org/IPv4IPIPTunnelAddr', 'projectcalico.org/IPv4VXLANTunnelAddr'],
    podAnnotations: [POD_MARK],
    groups: ['crd.projectcalico.org', 'projectcalico.org', 'operator.tigera.io'],
    kinds: {
      'crd.projectcalico.org/ClusterInformation': information, 'projectcalico.org/ClusterInformation': information,
      ...inBothGroups('FelixConfiguration', FELIX_CONFIGURATION_SPEC), ...inBothGroups('KubeControllersConfiguration', KUBE_CONTROLLERS_SPEC),
      'operator.tigera.io/Installation': observed(false, ['v1'], {
        spec: { fields: { variant: 'string', kubernetesProvider: 'string', cni: { fields: { type: 'string' } }, calicoNetwork: { fields: { linuxDataplane: 'string' } } } }, status: { fields: { calicoVersion: 'string', variant: 'string' } },
      }),
    },
  },
  conditions: ['CalicoIsUp'],
  networking, enforcers,
};
