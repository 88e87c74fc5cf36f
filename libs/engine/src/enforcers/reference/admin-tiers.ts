import type { AdminChannel, StandardReading } from '../../model/admin-tier/channel.ts';
import type { Caveat, Direction, Rule, Tier } from '../../model/firewalls.ts';
import { objectText } from '../../model/location.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { adminNetworkPolicy, clusterNetworkPolicy, type AdminPolicy } from './admin-policy.ts';
import { lowerAdminRules, PODS, type PeerReading } from './admin-rules.ts';
import { originOf } from './origin.ts';
import type { ReferenceSettings } from './settings.ts';

/** The policies for administrators that count under the settings, in order, those whose content is unknown, and what that leaves to be said. */
export interface AdminPolicies {
  readonly policies: readonly AdminPolicy[];
  readonly unreadable: readonly PolicyDocument[];
  readonly caveats: readonly Caveat[];
}

type AdminDocument = Extract<PolicyDocument, { readonly api: 'admin-network-policy' | 'cluster-network-policy' }>;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** A baseline without priority comes last: within its own API it is alone (AN-2, TI-11). */
const byPriority = (a: AdminPolicy, b: AdminPolicy): number => (a.priority ?? Infinity) - (b.priority ?? Infinity) || compareText(a.document.name, b.document.name) || compareText(a.document.kind, b.document.kind);

const isAdmin = (document: PolicyDocument): document is AdminDocument => document.api === 'admin-network-policy' || document.api === 'cluster-network-policy';

/** Picks the policies for administrators (TI-1, TI-11). */
export function adminPolicies(documents: readonly PolicyDocument[], settings: ReferenceSettings): AdminPolicies {
  const counting = documents.filter((document): document is AdminDocument => isAdmin(document) && (settings.adminApi === null || settings.adminApi === document.api));
  const policies: AdminPolicy[] = []; const differing: Caveat[] = [];
  for (const document of counting) {
    if (document.standard !== null && settings.adminChannel === 'standard') differing.push(channelCaveat(document, document.standard));
    const policy = policyOf(document, settings.adminChannel);
    if (policy !== null) policies.push(policy);
  }
  policies.sort(byPriority);
  return { policies, unreadable: counting.filter(({ state }) => state === 'unreadable'), caveats: [...differing, ...mixedApis(policies)] };
}

function policyOf(document: AdminDocument, channel: AdminChannel): AdminPolicy | null {
  if (document.api === 'admin-network-policy') {
    const manifest = manifestIn(channel, document);
    return manifest === null ? null : adminNetworkPolicy(document, manifest);
  }
  const manifest = manifestIn(channel, document);
  return manifest === null ? null : clusterNetworkPolicy(document, manifest);
}

const manifestIn = <Manifest>(channel: AdminChannel, { manifest, standard }: { readonly manifest: Manifest | null; readonly standard: StandardReading<Manifest> | null }): Manifest | null =>
  (channel === 'standard' && standard !== null ? standard.manifest : manifest);

const channelCaveat = (document: PolicyDocument, { reason }: StandardReading<unknown>): Caveat => ({
  code: 'FIELD_NOT_HONOURED', resources: [identityOf(document)], message: `The standard channel reads ${objectText(document)} otherwise. ${reason}`,
});

/** Each API describes tiers that it alone fills, so what both do together is this reading's own (U10). */
function mixedApis(policies: readonly AdminPolicy[]): readonly Caveat[] {
  const apis = new Set(policies.map(({ document }) => document.api));
  if (apis.size < 2) return [];
  return [{
    code: 'ADMIN_APIS_MIXED', resources: policies.map(({ document }) => identityOf(document)),
    message: 'AdminNetworkPolicies and ClusterNetworkPolicies are both in use; upstream does not say how they go together. They are read as one list by priority, a BaselineAdminNetworkPolicy last.',
  }];
}

const identityOf = ({ group, kind, namespace, name }: PolicyDocument): Caveat['resources'][number] => ({ group, kind, namespace, name });

/** The tier before NetworkPolicies, or the one after them (TI-1, TI-6). */
export function adminTier(kind: 'ADMIN' | 'BASELINE', direction: Direction, { policies, unreadable }: AdminPolicies, reading: PeerReading): Tier {
  const unknown = unreadable.filter((document) => tierOfUnreadable(document) === kind).flatMap((document) => perhapsAnything(document, direction));
  return {
    kind, name: kind === 'ADMIN' ? 'Admin' : 'Baseline', reading: 'first-match',
    rules: [...unknown, ...policies.filter(({ tier }) => tier === kind).flatMap((policy) => lowerAdminRules(policy, direction, reading))],
  };
}

/** A ClusterNetworkPolicy may be in either tier; what it may do in the first includes what it may do in the second. */
const tierOfUnreadable = ({ kind }: PolicyDocument): 'ADMIN' | 'BASELINE' => (kind === 'BaselineAdminNetworkPolicy' ? 'BASELINE' : 'ADMIN');

/**
 * A policy of unknown content, and so of unknown priority: it may decide before all others, one way or the other. Host
 * traffic is no subject (PD-7), and nothing but pods is a source (AN-21, CN-13).
 */
function perhapsAnything(document: PolicyDocument, direction: Direction): readonly Rule[] {
  const unknown = {
    own: PODS, peers: direction === 'ingress' ? [{ labels: PODS, element: null }] : 'any', traffic: 'any', certainty: 'uncertain', code: 'POLICY_UNREADABLE', role: 'rule', origin: originOf(document, '', null),
  } as const;
  return [{ ...unknown, action: 'allow' }, { ...unknown, action: 'deny' }];
}
