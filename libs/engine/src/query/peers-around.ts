import type { PeerAnswer } from './answers.ts';
import type { Asked } from './asked.ts';
import { joinStandings, NO_STANDING, type Standing } from './caveats.ts';
import type { Ends } from './ends.ts';
import type { Side } from './fan.ts';
import { hasAnything, pairUp, type PairCells } from './pairing.ts';
import type { PeerGroup, PeerGroups } from './peer-groups.ts';
import { isSomething, toReachability } from './reachability.ts';
import type { View } from '../compile/view.ts';
import type { Reachability } from '../model/verdict.ts';

/** One side held fixed, and the groups at the other. */
export interface Surroundings { readonly view: View; readonly asked: Asked; readonly cellOf: PairCells; readonly side: Side; readonly fixed: Ends; readonly standing: Standing; readonly peers: PeerGroups }

/** The answer of every group in order, without those that have nothing. Groups of equal composition are computed once. */
export function* peersAround({ view, asked, cellOf, side, fixed, standing, peers }: Surroundings): Iterable<PeerAnswer> {
  const known = new Map<number, Reachability | null>();
  const touched = new Set(fixed.endpoints.map((endpoint) => peers.ofEndpoint[endpoint]!));
  const isHostFixed = fixed.classes.some(({ slot }) => view.classes.traits[slot]!.isHost);
  const answer = (group: PeerGroup): Reachability | null => {
    const [from, to] = side === 'from' ? [fixed, group.ends] : [group.ends, fixed];
    if (!hasAnything(view, asked, cellOf, from, to)) return null;
    const tally = pairUp(view, asked, cellOf, from, to);
    if (tally.total === 0) return null;
    const reachability = toReachability(view.firewalls, asked, tally, group.standing === NO_STANDING ? standing : joinStandings(standing, group.standing));
    return isSomething(reachability) ? reachability : null;
  };
  for (const [position, group] of peers.groups.entries()) {
    // What depends on which Pod it is, or on which node, is not shared with other groups of the same classes.
    const isShared = group.standing === NO_STANDING && !touched.has(position) && !isHostFixed && !group.hasHost;
    let reachability = isShared ? known.get(group.signature) : undefined;
    if (reachability === undefined) {
      reachability = answer(group);
      if (isShared) known.set(group.signature, reachability);
    }
    if (reachability !== null) yield { peer: group.peer, reachability };
  }
}
