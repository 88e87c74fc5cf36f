import type { Coverage } from '../../model/coverage.ts';
import type { Caveat } from '../../model/firewalls.ts';
import { objectText } from '../../model/location.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { unreadableDocuments } from '../reference/unreadable-documents.ts';
import { refusalUnder } from './refusal.ts';
import type { CiliumSettings } from './settings.ts';

/** Whether the agent reads this kind at all. */
export function isRead(policy: PolicyDocument, settings: CiliumSettings): boolean {
  switch (policy.api) {
    case 'network-policy': return settings.readsNetworkPolicies;
    case 'cilium': return policy.kind === 'CiliumNetworkPolicy' ? settings.readsNamespacedPolicies : settings.readsClusterwidePolicies;
    case 'cluster-network-policy': return settings.readsClusterNetworkPolicies;
    default: return false;
  }
}

/** Kinds that change the configuration of single nodes, or where traffic goes before policies see it. */
const OVERRIDING = ['CiliumNodeConfig', 'CiliumLocalRedirectPolicy'];

const KINDS = [['networking.k8s.io', 'NetworkPolicy'], ['cilium.io', 'CiliumNetworkPolicy'], ['cilium.io', 'CiliumClusterwideNetworkPolicy']] as const;

/** Kinds of policies of which the input says that it did not collect all. */
function uncollected({ collection }: Coverage): readonly string[] {
  if (collection === undefined) return [];
  return KINDS.filter(([group, kind]) => !collection.collected.some((one) => one.group === group && one.kind === kind && one.namespaces === '*')).map(([, kind]) => kind);
}

/** What is to be said of every answer: audit mode, what the agent does not read or refuses, and what was not collected. */
export function caveatsOf({ policies, coverage }: Pick<Snapshot<PolicyDocument>, 'policies' | 'coverage'>, settings: CiliumSettings): readonly Caveat[] {
  const identity = ({ group, kind, namespace, name }: PolicyDocument): Caveat['resources'][number] => ({ group, kind, namespace, name });
  const inert = policies.filter((policy) => policy.api !== 'cilium-cidr-group' && !isRead(policy, settings));
  const refused = policies.flatMap((policy) => { const reason = refusalUnder(policy, settings); return reason === null ? [] : [{ policy, reason }]; });
  const missing = uncollected(coverage);
  const overriding = coverage.kinds.filter(({ group, kind }) => group === 'cilium.io' && OVERRIDING.includes(kind)).map(({ kind }) => kind);
  return [
    ...(overriding.length > 0 ? [{ code: 'KIND_NOT_MODELLED', resources: [], message: `These change what agents do and are not evaluated: ${[...new Set(overriding)].join(', ')}.` } as const] : []),
    ...unreadableDocuments(coverage),
    ...(missing.length > 0 ? [{ code: 'KIND_NOT_COLLECTED', resources: [], message: `The input says that these were not collected: ${missing.join(', ')}.` } as const] : []),
    ...(settings.isAudit ? [{ code: 'AUDIT_ONLY', resources: [], message: 'Policies are computed and logged; the agent runs in audit mode and drops nothing.' } as const] : []),
    ...(inert.length > 0 ? [{ code: 'KIND_NOT_ENFORCED', resources: inert.map(identity), message: `Cilium does not read these here: ${[...new Set(inert.map(({ kind }) => kind))].sort().join(', ')}.` } as const] : []),
    ...refused.map(({ policy, reason }): Caveat => ({ code: 'FIELD_NOT_HONOURED', resources: [identity(policy)], message: `${objectText(policy)} has no effect: ${reason}.` })),
  ];
}
