import { intersect, type ConnectionSet } from '../model/connection-set.ts';
import type { Direction, Firewalls } from '../model/firewalls.ts';
import type { PairEnd } from '../model/question.ts';
import { fold, matchTiers, type Bound, type Walk } from './fold.ts';
import { isSelf, sideOf, universeOfPair, type Side } from './pair.ts';

/** The rules in front of one end, matched against the pair; null where nothing governs that end (Q4). */
function walkOf(firewalls: Pick<Firewalls, 'tiers'>, direction: Direction, from: Side, to: Side): Walk | null {
  const [own, peer] = direction === 'egress' ? [from, to] : [to, from];
  return own.endpoint?.isGoverned === true ? matchTiers(firewalls.tiers[direction], own.endpoint, { own, peer, destination: to }) : null;
}

/** Both firewalls of one pair. */
export type Walks = Readonly<Record<Direction, Walk | null>>;

export const walksOf = (firewalls: Pick<Firewalls, 'tiers'>, from: Side, to: Side): Walks => ({ egress: walkOf(firewalls, 'egress', from, to), ingress: walkOf(firewalls, 'ingress', from, to) });

interface Bounds { readonly surely: ConnectionSet; readonly possibly: ConnectionSet }

/**
 * What one end can surely and can possibly reach at the other, without a word why: the plain fold that the fast
 * engine is held to. Cut to what the enforcer models and to the families of both ends.
 */
export function explainBounds(firewalls: Firewalls, from: PairEnd, to: PairEnd): Bounds {
  return boundsOf(firewalls, sideOf(firewalls, from), sideOf(firewalls, to));
}

function boundsOf(firewalls: Firewalls, source: Side, destination: Side): Bounds {
  const universe = universeOfPair(firewalls, source, destination);
  return isSelf(source, destination) ? { surely: universe, possibly: universe } : boundsOfWalks(walksOf(firewalls, source, destination), universe);
}

/** What surely and what possibly is allowed of some connections. */
export function boundsOfWalks({ egress, ingress }: Walks, start: ConnectionSet): Bounds {
  const allowed = (bound: Bound): ConnectionSet => [egress, ingress].map((walk) => (walk === null ? start : fold(walk, bound, start))).reduce(intersect);
  return { surely: allowed('lower'), possibly: allowed('upper') };
}
