import { ENGINE } from './compare.mjs';

/** An engine that says something else of what policies do. */
const saying = (change) => ({ ...ENGINE, parts: ['impacts'], impacts: (firewalls) => ENGINE.impacts(firewalls).map(change) });
/** An engine that takes policies away from other firewalls than it is asked about. */
function removing(change) {
  const of = (tiers) => tiers.map((tier) => ({ ...tier, rules: tier.rules.map(change) }));
  return { ...ENGINE, parts: ['impacts'], impacts: (firewalls) => ENGINE.impacts({ ...firewalls, tiers: { ingress: of(firewalls.tiers.ingress), egress: of(firewalls.tiers.egress) } }) };
}
const least = (count) => Math.max(0, count - 1);

/** Engines with a fault in what they say of policies, by what is wrong with them. */
export const IMPACT_FAULTS = {
  'a policy is said to change a pair too few': saying((impact) => ({ ...impact, podPairs: least(impact.podPairs) })),
  'a policy is said to change nodes as if they were pods': saying((impact) => ({ ...impact, podPairs: impact.podPairs + impact.nodePairs, nodePairs: 0 })),
  'a policy is said to change nothing outside': saying((impact) => ({ ...impact, outside: 0 })),
  'a policy is told by the verdicts before and not after it': saying((impact) => ({ ...impact, verdicts: { ...impact.verdicts, allowed: impact.verdicts.denied, denied: impact.verdicts.allowed } })),
  'a policy without effect from end to end counts for what its own firewall says': saying((impact) => ({ ...impact, effect: impact.effect === 'OWN_SIDE' ? 'END_TO_END' : impact.effect })),
  'isolation stays when a policy is taken away': removing((rule) => (rule.role === 'isolation' ? { ...rule, origin: null } : rule)),
  'uncertain rules count as sure where a policy is taken away': removing((rule) => ({ ...rule, certainty: 'certain' })),
  'a rule that does something is called redundant': saying((impact) => ({ ...impact, rules: impact.rules.map((rule) => ({ ...rule, status: rule.status === 'EFFECTIVE' ? 'REDUNDANT' : rule.status })) })),
};
