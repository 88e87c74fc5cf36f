import { subtractAddresses, uniteAddresses, type AddressSet } from '../../../model/address.ts';
import type { NetworkPolicyPeer } from '../../../policies/network-policy/manifest.ts';
import { rangeSet } from '../../reference/range-set.ts';
import type { Deviation } from '../deviation.ts';
import { peersAt } from '../uses.ts';
import { mapConditions } from './map-conditions.ts';
import { prefixLength } from './prefix-length.ts';

/** All blocks of a rule are one set in which the longest prefix counts, so that what one block excepts is out of a wider one beside it. */
export const exceptOverridesOtherBlocksOfSameRule: Deviation = {
  code: 'FIELD_NOT_HONOURED', says: 'excepts addresses from a block, which takes them out of the other blocks of that rule too',
  meets: ({ spec }) => [...(spec.ingress ?? []).map(({ from }) => from ?? []), ...(spec.egress ?? []).map(({ to }) => to ?? [])].some((peers) => peers.filter(({ ipBlock }) => ipBlock).length > 1 && exceptsOf(peers).length > 0),
  rules: (rules, { manifest }, direction) => rules.map((rule) => {
    const peers = peersAt(manifest, direction, rule.origin?.rule ?? -1);
    const excepts = exceptsOf(peers);
    return mapConditions(rule, (condition) => {
      const block = condition.element === null ? undefined : peers[condition.element]?.ipBlock;
      if (!block || condition.inside === undefined) return [condition];
      const carved = uniteAddresses(...excepts.filter((except) => prefixLength(except) > prefixLength(block.cidr)).map(rangeSet));
      return [{ ...condition, inside: subtractAddresses(condition.inside, carved), except: uniteAddresses(condition.except ?? NOTHING, carved) }];
    });
  }),
};

const NOTHING: AddressSet = { ipv4: [], ipv6: [] };

const exceptsOf = (peers: readonly NetworkPolicyPeer[]): readonly string[] => peers.flatMap(({ ipBlock }) => ipBlock?.except ?? []);
