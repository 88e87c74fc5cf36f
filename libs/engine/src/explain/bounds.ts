import { intersect, type ConnectionSet } from '../model/connection-set.ts';
import type { Direction, Firewalls } from '../model/firewalls.ts';
import type { PairEnd } from '../model/question.ts';
import { fold, matchTiers, type Bound, type Walk } from './fold.ts';
import { familiesOfPair, isSelf, sideOf, type Side } from './pair.ts';

/** The rules in front of one end, matched against the pair; null where nothing governs that end (Q4). */
export function walkOf(firewalls: Pick<Firewalls, 'tiers'>, direction: Direction, from: Side, to: Side): Walk | null {
  const [own, peer] = direction === 'egress' ? [from, to] : [to, from];
  return own.endpoint?.isGoverned === true ? matchTiers(firewalls.tiers[direction], { own, peer, destination: to }) : null;
}

/**
 * What one end can surely and can possibly reach at the other, without a word why: the plain fold that the fast
 * engine is held to. Cut to what the enforcer models and to the families of both ends.
 */
export function explainBounds(firewalls: Firewalls, from: PairEnd, to: PairEnd): { readonly surely: ConnectionSet; readonly possibly: ConnectionSet } {
  return boundsOf(firewalls, sideOf(firewalls, from), sideOf(firewalls, to));
}

/** {@link explainBounds} of two sides. */
export function boundsOf(firewalls: Pick<Firewalls, 'tiers' | 'universe'>, source: Side, destination: Side): { readonly surely: ConnectionSet; readonly possibly: ConnectionSet } {
  const universe = intersect(firewalls.universe, familiesOfPair(source, destination));
  if (isSelf(source, destination)) return { surely: universe, possibly: universe };
  const walks = (['egress', 'ingress'] as const).map((direction) => walkOf(firewalls, direction, source, destination));
  const allowed = (bound: Bound): ConnectionSet => walks.map((walk) => (walk === null ? universe : fold(walk, bound, universe))).reduce(intersect);
  return { surely: allowed('lower'), possibly: allowed('upper') };
}
