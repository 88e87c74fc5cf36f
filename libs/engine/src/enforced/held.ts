import { closedKey, ENFORCED_PREFIX, enforcedKey, frozenKey } from '../model/effective-labels.ts';
import type { Endpoint, Firewalls, Rule, Tier } from '../model/firewalls.ts';
import { allOf, type LabelExpression } from '../model/label-expression.ts';
import type { Standing } from './standing.ts';

/**
 * Firewalls that stand only in front of the endpoints that their enforcer filters. Where that is open for some, what
 * they deny is denied perhaps (what they allow is allowed either way); where nothing passes, a rule before all others says so. `isShared`: another enforcer filters too,
 * so that whether one governs an endpoint is said by its labels alone.
 */
export function held(firewalls: Firewalls, name: string, standingOf: (endpoint: Endpoint) => Standing, isShared: boolean): Firewalls {
  const standings = firewalls.endpoints.map((endpoint) => (endpoint.isGoverned ? standingOf(endpoint) : null));
  const isSure = standings.every((standing) => standing === null || (standing.hold === 'yes' && standing.caveats.length === 0));
  if (isSure && !isShared) return firewalls;
  const isOpen = isShared || standings.some((standing) => standing?.hold === 'maybe');
  const endpoints = firewalls.endpoints.map((endpoint, index) => placed(endpoint, standings[index] ?? null, name, isOpen));
  const isHeld: LabelExpression = { op: 'exists', key: enforcedKey(name) };
  const restricted = (tiers: readonly Tier[]): readonly Tier[] => (isOpen ? tiers.map((tier) => ({ ...tier, rules: tier.rules.map((rule) => (rule.action === 'deny' ? { ...rule, own: allOf(isHeld, rule.own) } : rule)) })) : tiers);
  const closed = standings.some((standing) => standing?.hold === 'closed') ? [closedTier(name)] : [];
  const { directory, tiers } = firewalls;
  const supposePod = directory?.supposePod;
  return {
    ...firewalls, endpoints, tiers: { ingress: [...closed, ...restricted(tiers.ingress)], egress: [...closed, ...restricted(tiers.egress)] },
    ...(directory !== undefined && supposePod !== undefined && { directory: { ...directory, supposePod: (ref, namespace, labels) => { const pod = supposePod(ref, namespace, labels); return placed(pod, pod.isGoverned ? standingOf(pod) : null, name, isOpen); } } }),
  };
}

function placed(endpoint: Endpoint, standing: Standing | null, name: string, isOpen: boolean): Endpoint {
  if (standing === null) return endpoint;
  const { hold } = standing;
  const caveats = standing.caveats.length === 0 ? endpoint.caveats : endpoint.caveats.length === 0 ? standing.caveats : [...endpoint.caveats, ...standing.caveats];
  if (hold === 'maybe') return { ...endpoint, caveats, unknownLabelPrefix: unknownPrefix(endpoint) };
  if (hold === 'no') return { ...endpoint, caveats, isGoverned: false };
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
