import type { Coverage } from '../../model/coverage.ts';
import type { Caveat } from '../../model/firewalls.ts';
import { objectText } from '../../model/location.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { unreadableDocuments } from '../reference/unreadable-documents.ts';
import { refusalUnder } from './refusal.ts';
import { redirectCaveats } from './redirects.ts';
import { collectedConfiguration, type SettingGroup } from './setting-groups.ts';
import type { CiliumSettings } from './settings.ts';
import type { CiliumVersion } from './version.ts';

/** Whether the agent reads this kind at all. */
export function isRead(policy: PolicyDocument, settings: CiliumSettings): boolean {
  switch (policy.api) {
    case 'network-policy': return settings.readsNetworkPolicies;
    case 'cilium': return policy.kind === 'CiliumNetworkPolicy' ? settings.readsNamespacedPolicies : settings.readsClusterwidePolicies;
    case 'cluster-network-policy': return settings.readsClusterNetworkPolicies;
    default: return false;
  }
}

const KINDS = [['networking.k8s.io', 'NetworkPolicy'], ['cilium.io', 'CiliumNetworkPolicy'], ['cilium.io', 'CiliumClusterwideNetworkPolicy']] as const;

/** Kinds of policies of which the input says that it did not collect all. */
function uncollected({ collection }: Coverage): readonly string[] {
  if (collection === undefined) return [];
  return KINDS.filter(([group, kind]) => !collection.collected.some((one) => one.group === group && one.kind === kind && one.namespaces === '*')).map(([, kind]) => kind);
}

/** The configuration under which an answer is given. */
export interface Standing {
  readonly release: CiliumVersion;
  readonly isReleaseNamed: boolean;
  readonly groups: readonly [SettingGroup, ...SettingGroup[]];
  readonly given: Readonly<Record<string, string>>;
}

/** What is to be said of every answer: what is assumed, what was not collected, and what the agents of some or all nodes do not do. */
export function caveatsUnder(snapshot: Snapshot<PolicyDocument>, standing: Standing): readonly Caveat[] {
  const [base, ...others] = standing.groups;
  const missing = uncollected(snapshot.coverage);
  const everywhere = agentCaveats(snapshot.policies, base.settings);
  const known = new Set(everywhere.map(({ message }) => message));
  return [
    ...assumptions(snapshot, standing), ...unreadableDocuments(snapshot.coverage),
    ...(missing.length > 0 ? [{ code: 'KIND_NOT_COLLECTED', resources: [], message: `The input says that these were not collected: ${missing.join(', ')}.` } as const] : []),
    ...everywhere,
    ...others.flatMap((group): readonly Caveat[] => [ownSettings(base, group), ...agentCaveats(snapshot.policies, group.settings).filter(({ message }) => !known.has(message)).map((caveat) => ({ ...caveat, message: `On ${nodesText(group)}: ${caveat.message}` }))]),
    ...redirectCaveats(snapshot),
  ];
}

/** What agents under these settings do not do: drop, read, or take. */
function agentCaveats(policies: readonly PolicyDocument[], settings: CiliumSettings): readonly Caveat[] {
  const identity = ({ group, kind, namespace, name }: PolicyDocument): Caveat['resources'][number] => ({ group, kind, namespace, name });
  const inert = policies.filter((policy) => policy.api !== 'cilium-cidr-group' && !isRead(policy, settings));
  const refused = policies.flatMap((policy) => { const reason = refusalUnder(policy, settings); return reason === null ? [] : [{ policy, reason }]; });
  return [
    ...(settings.isAudit ? [{ code: 'AUDIT_ONLY', resources: [], message: 'Policies are computed and logged; the agent runs in audit mode and drops nothing.' } as const] : []),
    ...(inert.length > 0 ? [{ code: 'KIND_NOT_ENFORCED', resources: inert.map(identity), message: `Cilium does not read these here: ${[...new Set(inert.map(({ kind }) => kind))].sort().join(', ')}.` } as const] : []),
    ...refused.map(({ policy, reason }): Caveat => ({ code: 'FIELD_NOT_HONOURED', resources: [identity(policy)], message: `${objectText(policy)} has no effect: ${reason}.` })),
  ];
}

const nodesText = ({ nodes }: SettingGroup): string => (nodes ?? []).map((node) => `node ${node}`).join(', ');

function ownSettings(base: SettingGroup, group: SettingGroup): Caveat {
  const changed = Object.entries(group.configuration).filter(([key, value]) => base.configuration[key] !== value);
  return { code: 'SETTINGS_BY_NODE', resources: (group.nodes ?? []).map((name) => ({ group: '', kind: 'Node', namespace: '', name })), message: `The agents of ${nodesText(group)} have settings of their own: ${changed.map(([key, value]) => `${key}=${value}`).join(', ')}.` };
}

/** What nothing in the input or the question says. */
function assumptions(snapshot: Snapshot<PolicyDocument>, { release, isReleaseNamed, groups: [base], given }: Standing): readonly Caveat[] {
  const assumed = collectedConfiguration(snapshot) === undefined ? Object.entries(base.configuration).filter(([key]) => !Object.hasOwn(given, `cilium.${key}`)).map(([key, value]) => `${key}=${value}`) : [];
  const newest = isReleaseNamed ? '' : `Nothing says which release runs; ${release.join('.')} is assumed. `;
  const defaults = assumed.length === 0 ? '' : `The ConfigMap cilium-config is not in the input; these are assumed: ${assumed.join(', ')}.`;
  return newest === '' && defaults === '' ? [] : [{ code: 'SETTINGS_ASSUMED', resources: [], message: `${newest}${defaults}`.trim() }];
}
