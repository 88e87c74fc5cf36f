import { addressText, containsAddress, type Address, type AddressSet } from '../model/address.ts';
import type { Firewalls, Rule } from '../model/firewalls.ts';
import type { LabelExpression } from '../model/label-expression.ts';
import { addressSetText } from './rule-text.ts';

/**
 * What the rules of either version can tell apart. Labels that no rule asks for, names of ports that none uses and
 * addresses that none separates cannot change an answer, so a Pod that came back with others is the same Pod.
 */
export interface Distinctions {
  readonly labelKeys: ReadonlySet<string>;
  readonly portNames: ReadonlySet<string>;
  /** Equal for addresses that no rule tells apart. O(distinct address sets), once for an address. */
  readonly markOf: (address: Address) => string;
  /** Whether it can matter on which node a Pod runs: some rule asks for it, and Pods share the network of nodes. */
  readonly hasPlacement: boolean;
}

export function distinctionsOf(...versions: readonly Firewalls[]): Distinctions {
  const labelKeys = new Set<string>(); const portNames = new Set<string>(); const sets = new Map<string, AddressSet>();
  for (const { tiers } of versions) for (const tier of [...tiers.egress, ...tiers.ingress]) for (const rule of tier.rules) {
    for (const expression of expressionsOf(rule)) addKeys(expression, labelKeys);
    for (const set of addressSetsOf(rule)) sets.set(addressSetText(set) ?? '', set);
    if (rule.traffic !== 'any') for (const item of rule.traffic) if (item.kind === 'named') portNames.add(item.name);
  }
  return { labelKeys, portNames, markOf: marker([...sets.values()]), hasPlacement: versions.some(hasPlacement) };
}

const hasPlacement = ({ endpoints, tiers }: Firewalls): boolean => endpoints.some((endpoint) => endpoint.isHost && endpoint.kind !== 'node')
  && [...tiers.egress, ...tiers.ingress].some((tier) => tier.rules.some(({ peers }) => peers !== 'any' && peers.some(({ host }) => host === 'local' || host === 'remote')));

const expressionsOf = ({ own, peers }: Rule): readonly LabelExpression[] => [own, ...(peers === 'any' ? [] : peers.flatMap((peer) => peer.labels ?? []))];

const addressSetsOf = ({ peers }: Rule): readonly AddressSet[] => (peers === 'any' ? [] : peers.flatMap((peer) => [peer.inside, peer.outside].filter((set) => set !== undefined)));

function addKeys(expression: LabelExpression, keys: Set<string>): void {
  switch (expression.op) {
    case 'all': case 'none': return;
    case 'in': case 'notIn': case 'exists': case 'missing': keys.add(expression.key); return;
    case 'and': case 'or': for (const part of expression.of) addKeys(part, keys); return;
    case 'not': addKeys(expression.of, keys);
  }
}

function marker(sets: readonly AddressSet[]): (address: Address) => string {
  const known = new Map<string, string>();
  return (address) => {
    const text = addressText(address);
    let mark = known.get(text);
    if (mark === undefined) {
      mark = `${String(address.family)}:${sets.flatMap((set, index) => (containsAddress(set, address) ? [index] : [])).join(',')}`;
      known.set(text, mark);
    }
    return mark;
  };
}
