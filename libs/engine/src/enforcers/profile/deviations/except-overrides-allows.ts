import type { Direction, PeerCondition, Rule, Tier } from '../../../model/firewalls.ts';
import { rangeSet } from '../../reference/range-set.ts';
import type { Deviation, LoweredRules } from '../deviation.ts';
import { peersAt } from '../uses.ts';
import { prefixLength } from './prefix-length.ts';

/** A rule by the length of the prefix that it is for; pods are whole addresses. */
interface Entry { readonly length: number; readonly rule: Rule }

const WHOLE = 129;

/** Addresses are looked up by their longest prefix, so that what a block excepts is closed even where a wider block of another rule would admit it. */
export const exceptOverridesOtherAllows: Deviation = {
  code: 'FIELD_NOT_HONOURED', says: 'excepts addresses from a block, which closes them to wider blocks of other rules too',
  before: (policies, all, direction): readonly Tier[] => {
    const closing = policies.flatMap((policy) => exceptsOf(policy, direction));
    if (closing.length === 0) return [];
    const widest = Math.min(...closing.map(({ length }) => length));
    const opening = all.flatMap(({ allows, manifest }) => allows.flatMap((rule) => openings(rule, manifest, direction))).filter(({ length }) => length >= widest);
    // Where both have one length the block is what counts.
    const entries = [...opening, ...closing].map((entry, order) => ({ ...entry, order })).sort((a, b) => b.length - a.length || a.order - b.order);
    return [{ kind: 'ENFORCER', name: 'longest prefix', reading: 'first-match', rules: entries.map(({ rule }) => rule) }];
  },
};

function openings(rule: Rule, manifest: LoweredRules['manifest'], direction: Direction): readonly Entry[] {
  if (rule.peers === 'any') return [];
  const peers = peersAt(manifest, direction, rule.origin?.rule ?? -1);
  const lengthOf = ({ inside, element }: PeerCondition): number => (inside === undefined ? WHOLE : prefixLength(peers[element ?? -1]?.ipBlock?.cidr ?? '/0'));
  return rule.peers.map((condition): Entry => ({ length: lengthOf(condition), rule: { ...rule, peers: [condition] } }));
}

function exceptsOf({ allows, manifest }: LoweredRules, direction: Direction): readonly Entry[] {
  return allows.flatMap((rule) => peersAt(manifest, direction, rule.origin?.rule ?? -1).flatMap(({ ipBlock }, element) => (ipBlock?.except ?? []).map((except): Entry => ({
    length: prefixLength(except), rule: { ...rule, action: 'deny', traffic: 'any', code: 'IPBLOCK_EXCEPT', peers: [{ inside: rangeSet(except), element }] },
  }))));
}
