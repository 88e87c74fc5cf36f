import { QuestionError } from '../../model/failure.ts';
import { isAtLeast, NEWEST, parseVersion, type CiliumVersion } from './version.ts';

/** What of an agent's configuration changes verdicts. */
export interface CiliumSettings {
  readonly version: CiliumVersion;
  readonly mode: 'default' | 'always' | 'never';
  readonly isAudit: boolean;
  readonly matchesNodesByCidr: boolean;
  readonly matchesPodsByCidr: boolean;
  readonly hasHostFirewall: boolean;
  readonly readsNetworkPolicies: boolean;
  readonly readsNamespacedPolicies: boolean;
  readonly readsClusterwidePolicies: boolean;
  readonly readsClusterNetworkPolicies: boolean;
  readonly hasNonDefaultDeny: boolean;
  /** Whether a peer selector without a cluster means the local one. */
  readonly isLocalClusterDefault: boolean;
  readonly isLocalHostAllowed: boolean;
  readonly labels: string;
  readonly nodeLabels: string;
  readonly hasNodeSelectorLabels: boolean;
  readonly hasSctp: boolean;
  readonly hasL7Proxy: boolean;
  readonly hasIcmpRules: boolean;
  readonly clusterName: string;
  /** Whether a rule can name a range of ports; where it cannot, the end is not looked at. */
  readonly hasPortRanges: boolean;
  readonly isAuthenticationOn: boolean;
  readonly hasExtendedProtocols: boolean;
  /** Protocols without ports that rules can name, by their names in policies. */
  readonly extendedProtocols: Readonly<Record<string, number>>;
}

const BOOLEAN = ['true', 'false'];

/** Keys that a question may set, with the values that are taken; null for any text. Their defaults depend on the release. */
const KEYS: Readonly<Record<string, readonly string[] | null>> = {
  'enable-policy': ['default', 'always', 'never'], 'policy-audit-mode': BOOLEAN, 'policy-cidr-match-mode': null, 'enable-host-firewall': BOOLEAN,
  'enable-k8s-networkpolicy': BOOLEAN, 'enable-cilium-network-policy': BOOLEAN, 'enable-cilium-clusterwide-network-policy': BOOLEAN, 'enable-k8s-cluster-network-policy': BOOLEAN,
  'enable-non-default-deny-policies': BOOLEAN, 'policy-default-local-cluster': BOOLEAN, 'allow-localhost': ['auto', 'always', 'policy'], labels: null,
  'enable-node-selector-labels': BOOLEAN, 'enable-sctp': BOOLEAN, 'enable-l7-proxy': BOOLEAN, 'enable-icmp-rules': BOOLEAN, 'cluster-name': null, 'mesh-auth-enabled': BOOLEAN,
  'enable-extended-ip-protocols': BOOLEAN, 'node-labels': null,
};

const DEFAULTS: Readonly<Record<string, string>> = {
  'enable-policy': 'default', 'policy-audit-mode': 'false', 'policy-cidr-match-mode': '', 'enable-host-firewall': 'false', 'enable-k8s-networkpolicy': 'true',
  'enable-cilium-network-policy': 'true', 'enable-cilium-clusterwide-network-policy': 'true', 'enable-k8s-cluster-network-policy': 'false', 'enable-non-default-deny-policies': 'true',
  'allow-localhost': 'auto', labels: '', 'enable-node-selector-labels': 'false', 'enable-sctp': 'false', 'enable-l7-proxy': 'true', 'enable-icmp-rules': 'true', 'cluster-name': 'default',
  'enable-extended-ip-protocols': 'false', 'node-labels': '',
};

/** Numbers of protocols without ports; those that carry other packets came later. */
const EXTENDED: Readonly<Record<string, number>> = { IGMP: 2, VRRP: 112 };
const TUNNELS: Readonly<Record<string, number>> = { IPIP: 4, IPV6: 41, GRE: 47, ESP: 50, AH: 51 };

const extendedProtocols = (version: CiliumVersion): Readonly<Record<string, number>> => (isAtLeast(version, [1, 19, 0]) ? { ...EXTENDED, ...TUNNELS } : isAtLeast(version, [1, 18, 0]) ? EXTENDED : {});

const PREFIX = 'cilium.';

/** The settings that a question may name, with their prefix. */
export const CILIUM_SETTING_KEYS: readonly string[] = Object.keys(KEYS).map((key) => PREFIX + key);

function checkGiven(given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(given).map(([setting, value]) => {
    const key = setting.startsWith(PREFIX) ? setting.slice(PREFIX.length) : '';
    if (!Object.hasOwn(KEYS, key)) throw new QuestionError('VALIDATION_FAILED', `There is no setting ${setting}; there are ${CILIUM_SETTING_KEYS.join(', ')}.`, { setting, settings: CILIUM_SETTING_KEYS });
    const choices = KEYS[key] ?? null;
    if (choices !== null && !choices.includes(value)) throw new QuestionError('VALIDATION_FAILED', `${setting} is ${choices.join(' or ')}, not ${value}.`, { setting, value, choices });
    return [key, value];
  }));
}

/** What holds under a release: the agent's defaults, then its ConfigMap, then what the question sets. */
export function ciliumConfiguration(version: CiliumVersion, collected: Readonly<Record<string, string>>, given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const set = checkGiven(given);
  const defaults = { ...DEFAULTS, 'policy-default-local-cluster': String(isAtLeast(version, [1, 19, 0])), 'mesh-auth-enabled': String(!isAtLeast(version, [1, 19, 0])) };
  return Object.fromEntries(Object.entries(defaults).map(([key, value]) => [key, set[key] ?? collected[key] ?? value]));
}

/** The release that a question names, the newest modelled one where it names none. @throws {QuestionError} VALIDATION_FAILED */
export function ciliumVersion(text: string | null): CiliumVersion {
  const version = text === null ? NEWEST : parseVersion(text);
  if (version === undefined) throw new QuestionError('VALIDATION_FAILED', `${text ?? ''} is no release of Cilium; write one such as 1.20.2.`, { version: text });
  return version;
}

/** The configuration as values. */
export function ciliumSettings(version: CiliumVersion, configuration: Readonly<Record<string, string>>): CiliumSettings {
  const text = (key: string): string => configuration[key] ?? '';
  const isOn = (key: string): boolean => text(key) === 'true';
  const modes = text('policy-cidr-match-mode').split(/[\s,]+/);
  return {
    version, mode: (['always', 'never'] as const).find((mode) => mode === text('enable-policy')) ?? 'default',
    isAudit: isOn('policy-audit-mode'),
    matchesNodesByCidr: modes.includes('nodes') && isAtLeast(version, [1, 15, 0]), matchesPodsByCidr: modes.includes('pods') && isAtLeast(version, [1, 20, 0]),
    hasHostFirewall: isOn('enable-host-firewall'), readsNetworkPolicies: isOn('enable-k8s-networkpolicy'),
    readsNamespacedPolicies: isOn('enable-cilium-network-policy'), readsClusterwidePolicies: isOn('enable-cilium-clusterwide-network-policy'),
    readsClusterNetworkPolicies: isOn('enable-k8s-cluster-network-policy') && isAtLeast(version, [1, 20, 0]),
    hasNonDefaultDeny: isOn('enable-non-default-deny-policies') && isAtLeast(version, [1, 16, 0]),
    isLocalClusterDefault: isOn('policy-default-local-cluster') && isAtLeast(version, [1, 18, 0]),
    isLocalHostAllowed: text('allow-localhost') !== 'policy', labels: text('labels'), nodeLabels: text('node-labels'), hasNodeSelectorLabels: isOn('enable-node-selector-labels'),
    hasSctp: isOn('enable-sctp'), hasL7Proxy: isOn('enable-l7-proxy'), hasIcmpRules: isOn('enable-icmp-rules'), clusterName: text('cluster-name'),
    hasPortRanges: isAtLeast(version, [1, 16, 0]), isAuthenticationOn: isOn('mesh-auth-enabled'),
    hasExtendedProtocols: isOn('enable-extended-ip-protocols'), extendedProtocols: isOn('enable-extended-ip-protocols') ? extendedProtocols(version) : {},
  };
}
