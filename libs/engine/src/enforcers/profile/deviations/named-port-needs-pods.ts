import { NAMESPACE_KEY } from '../../../model/effective-labels.ts';
import type { PeerCondition, Rule, TrafficItem } from '../../../model/firewalls.ts';
import type { Deviation } from '../deviation.ts';

const namesOf = ({ traffic }: Rule): readonly TrafficItem[] => (traffic === 'any' ? [] : traffic.filter(({ kind }) => kind === 'named'));
const numbersOf = ({ traffic }: Rule): Rule['traffic'] => (traffic === 'any' ? 'any' : traffic.filter(({ kind }) => kind === 'fixed'));
const isSilent = ({ peers, traffic }: Rule): boolean => (peers !== 'any' && peers.length === 0) || (traffic !== 'any' && traffic.length === 0);

/** A port by name beside a block, or in a rule for everybody, cannot be resolved and is left out; a rule of such ports alone vanishes. */
export const dropRuleIfPeerIsIpBlockOrEmpty: Deviation = {
  code: 'FIELD_NOT_HONOURED', says: 'names ports in a rule without pods as peers, where they open nothing', rules: (rules) => rules.flatMap(withoutBlocks),
};

function withoutBlocks(rule: Rule): readonly Rule[] {
  if (namesOf(rule).length === 0) return [rule];
  const pods = rule.peers === 'any' ? [] : rule.peers.filter(({ inside }) => inside === undefined);
  const others: Rule['peers'] = rule.peers === 'any' ? 'any' : rule.peers.filter(({ inside }) => inside !== undefined);
  const kept = [{ ...rule, peers: pods }, { ...rule, peers: others, traffic: numbersOf(rule) }].filter((part) => !isSilent(part));
  // A rule that opens nothing still stands in explanations.
  return kept.length > 0 ? kept : [{ ...rule, traffic: [] }];
}

/** A port by name in a rule of egress for everybody is that of pods of the policy's own namespace. */
export const egressNamedPortWithoutPeersOnlyOwnNamespace: Deviation = {
  code: 'FIELD_NOT_HONOURED', says: 'names ports in an egress rule without peers, where only pods of its own namespace have them',
  rules: (rules, { document }, direction) => (direction === 'ingress' ? rules : rules.flatMap((rule): readonly Rule[] => {
    const names = namesOf(rule);
    if (rule.peers !== 'any' || names.length === 0) return [rule];
    const own: PeerCondition = { labels: { op: 'in', key: NAMESPACE_KEY, values: [document.namespace] }, element: null };
    return [{ ...rule, peers: [own], traffic: names }, { ...rule, traffic: numbersOf(rule) }].filter((part) => !isSilent(part));
  })),
};
