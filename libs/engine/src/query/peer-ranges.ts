import type { PeerAnswer } from './answers.ts';
import type { Asked } from './asked.ts';
import type { Standing } from './caveats.ts';
import type { Ends } from './ends.ts';
import type { Side } from './fan.ts';
import { createOutsideSights } from './outside-sights.ts';
import { pairUp, type PairCells } from './pairing.ts';
import { isSomething, toReachability } from './reachability.ts';
import type { Tally } from './tally.ts';
import type { View } from '../compile/view.ts';
import { rangeText, type AddressRange } from '../model/address.ts';
import type { Reachability } from '../model/verdict.ts';

/** Finds the ranges around one side after another. */
export type Ranges = (fixed: Ends, standing: Standing) => readonly PeerAnswer[];

/**
 * The external addresses that one side can reach or be reached from, as the longest ranges over which the answer is
 * the same, IPv4 before IPv6. Ranges are not cut at addresses of the cluster's own endpoints inside them.
 */
export function createRanges(view: View, asked: Asked, cellOf: PairCells, side: Side): Ranges {
  const sights = createOutsideSights(view, asked, cellOf, side);
  return (fixed, standing) => {
    const inside: Ends = { ...fixed, external: [] }; const seen = sights.of(fixed.classes); const answers = new Map<number, Answer>();
    const answer = (external: number): Answer => {
      const range: Ends = { classes: [], external: [{ slots: [view.classes.count + external], access: null }], endpoints: [] };
      const tally = side === 'from' ? pairUp(view, asked, cellOf, inside, range) : pairUp(view, asked, cellOf, range, inside);
      return { key: keyOf(tally), reachability: toReachability(view.firewalls, asked, tally, standing) };
    };
    return rangesOf(view, (external) => {
      const sight = seen[external]!; const found = answers.get(sight) ?? answer(external);
      answers.set(sight, found);
      return found;
    });
  };
}

function rangesOf(view: View, answerOf: (external: number) => Answer): readonly PeerAnswer[] {
  const out: PeerAnswer[] = [];
  const { ranges, classOfAtom, ipv4Count } = view.atoms;
  let start = 0;
  for (let atom = 0; atom < ranges.length; atom += 1) {
    const { key, reachability } = answerOf(classOfAtom[atom]!);
    const next = atom + 1;
    if (next < ranges.length && next !== ipv4Count && answerOf(classOfAtom[next]!).key === key) continue;
    if (isSomething(reachability)) out.push(rangeAnswer({ ...ranges[start]!, last: ranges[atom]!.last } as AddressRange, reachability));
    start = next;
  }
  return out;
}

interface Answer { readonly key: string; readonly reachability: Reachability }

const keyOf = (tally: Tally): string => Object.values({ ...tally, last: null }).join(',');

function rangeAnswer(range: AddressRange, reachability: Reachability): PeerAnswer {
  return { peer: { ref: `ip:${rangeText(range)}`, kind: 'range', namespace: '', pods: 0, range }, reachability };
}
