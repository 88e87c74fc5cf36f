import { closedKey, ENFORCED_PREFIX, enforcedKey, frozenKey } from '../model/effective-labels.ts';
import type { Endpoint, Firewalls, Rule, Tier } from '../model/firewalls.ts';
import { allOf, type LabelExpression } from '../model/label-expression.ts';
import { farEndDenies, markTaken } from './far-end.ts';
import type { Standing } from './standing.ts';

/**
 * `isShared`: another enforcer filters too, so that whether one governs an endpoint is said by its labels alone.
 * `isFarEndJudged`: on its way from or to a pod that the enforcer filters, a packet meets the policies of the other end there.
 */
export interface Manner { readonly isShared: boolean; readonly isFarEndJudged: boolean }

interface Place { readonly name: string; readonly isOpen: boolean; readonly isFarEndJudged: boolean }

/**
 * Firewalls that stand only in front of the endpoints that their enforcer filters. Where that is open for some, what
 * they deny is denied perhaps (what they allow is allowed either way); where nothing passes, a rule before all others says so.
 */
export function held(firewalls: Firewalls, name: string, standingOf: (endpoint: Endpoint) => Standing, { isShared, isFarEndJudged }: Manner): Firewalls {
  const standings = firewalls.endpoints.map((endpoint) => (endpoint.isGoverned ? standingOf(endpoint) : null));
  const isSure = standings.every((standing) => standing === null || (standing.hold === 'yes' && standing.caveats.length === 0));
  if (isSure && !isShared) return firewalls;
  const isOpen = isShared || isFarEndJudged || standings.some((standing) => standing?.hold === 'maybe');
  const place: Place = { name, isOpen, isFarEndJudged };
  const endpoints = firewalls.endpoints.map((endpoint, index) => placed(endpoint, standings[index] ?? null, place));
  const closed = standings.some((standing) => standing?.hold === 'closed') ? [closedTier(name)] : [];
  const tiers = (of: readonly Tier[]): readonly Tier[] => [...closed, ...(isOpen ? restricted(of, place) : of)];
  const { directory } = firewalls;
  const supposePod = directory?.supposePod;
  return {
    ...firewalls, endpoints: isFarEndJudged ? markTaken(endpoints, firewalls, name) : endpoints, tiers: { ingress: tiers(firewalls.tiers.ingress), egress: tiers(firewalls.tiers.egress) },
    ...(directory !== undefined && supposePod !== undefined && {
      directory: { ...directory, supposePod: (ref, namespace, labels) => { const pod = supposePod(ref, namespace, labels); return placed(pod, pod.isGoverned ? standingOf(pod) : null, place); } },
    }),
  };
}

function restricted(tiers: readonly Tier[], { name, isFarEndJudged }: Place): readonly Tier[] {
  const isHeld: LabelExpression = { op: 'exists', key: enforcedKey(name) };
  const restrict = (rule: Rule): readonly Rule[] => (rule.action === 'deny' ? [{ ...rule, own: allOf(isHeld, rule.own) }, ...(isFarEndJudged ? farEndDenies(rule, name) : [])] : [rule]);
  return tiers.map((tier) => ({ ...tier, rules: tier.rules.flatMap(restrict) }));
}

function placed(endpoint: Endpoint, standing: Standing | null, { name, isOpen, isFarEndJudged }: Place): Endpoint {
  if (standing === null) return endpoint;
  const { hold } = standing;
  const caveats = standing.caveats.length === 0 ? endpoint.caveats : endpoint.caveats.length === 0 ? standing.caveats : [...endpoint.caveats, ...standing.caveats];
  if (hold === 'maybe') return { ...endpoint, caveats, unknownLabelPrefix: unknownPrefix(endpoint) };
  // Rules that come into force at the other end still stand in front of it.
  if (hold === 'no') return { ...endpoint, caveats, isGoverned: isFarEndJudged };
  const own = standing.frozenSince === undefined ? endpoint.labels : { ...endpoint.labels, [frozenKey(name)]: standing.frozenSince };
  const labels = hold === 'closed' ? { ...own, [closedKey(name)]: '' } : isOpen ? { ...own, [enforcedKey(name)]: '' } : own;
  return { ...endpoint, caveats, labels };
}

/** One prefix has to stand for all that is unknown of an endpoint. */
const unknownPrefix = ({ unknownLabelPrefix }: Endpoint): string => (unknownLabelPrefix === undefined ? ENFORCED_PREFIX : unknownLabelPrefix.startsWith('@') ? '@' : '');

const closedTier = (name: string): Tier => ({
  kind: 'ENFORCER', name: `${name} is dead`, reading: 'first-match',
  rules: [{ action: 'deny', own: { op: 'exists', key: closedKey(name) }, peers: 'any', traffic: 'any', certainty: 'certain', code: 'NODE_NOT_ENFORCING', role: 'default', origin: null } satisfies Rule],
});
