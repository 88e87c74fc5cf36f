import { frozenKey } from '../model/effective-labels.ts';
import type { Endpoint, Firewalls, Rule, Tier } from '../model/firewalls.ts';
import { allOf } from '../model/label-expression.ts';
import { identityKey } from '../model/location.ts';
import type { PolicyDocument } from '../policies/document.ts';
import { isLater } from './standing.ts';

/**
 * Firewalls in which a policy that is newer than the failure of an agent counts perhaps where that agent's rules stand:
 * nobody knows whether it had still been programmed.
 */
export function withNewerPolicies(firewalls: Firewalls, name: string, policies: readonly PolicyDocument[]): Firewalls {
  const key = frozenKey(name);
  const times = [...new Set([...firewalls.endpoints].flatMap(({ labels }: Endpoint) => labels[key] ?? []))];
  const created = new Map(policies.flatMap((policy) => (policy.createdAt === undefined ? [] : [[identityKey(policy), policy.createdAt] as const])));
  const unsure = new Map([...created].map(([policy, at]) => [policy, times.filter((since) => isLater(at, since))] as const).filter(([, missed]) => missed.length > 0));
  if (unsure.size === 0) return firewalls;
  const split = (rule: Rule): readonly Rule[] => {
    const values = rule.origin === null ? undefined : unsure.get(identityKey(rule.origin));
    if (values === undefined) return [rule];
    const perhaps: Rule = { ...rule, own: allOf(rule.own, { op: 'in', key, values }), certainty: 'uncertain', code: 'FROZEN' };
    return [{ ...rule, own: allOf(rule.own, { op: 'notIn', key, values }) }, perhaps];
  };
  const tiers = (of: readonly Tier[]): readonly Tier[] => of.map((tier) => ({ ...tier, rules: tier.rules.flatMap(split) }));
  return { ...firewalls, tiers: { ingress: tiers(firewalls.tiers.ingress), egress: tiers(firewalls.tiers.egress) } };
}
