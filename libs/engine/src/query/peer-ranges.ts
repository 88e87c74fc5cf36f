import type { PeerAnswer } from './answers.ts';
import type { Asked } from './asked.ts';
import type { Standing } from './caveats.ts';
import type { Ends } from './ends.ts';
import type { Side } from './fan.ts';
import { pairUp, type PairCells } from './pairing.ts';
import { isSomething, toReachability } from './reachability.ts';
import type { Tally } from './tally.ts';
import type { View } from '../compile/view.ts';
import { rangeText, type AddressRange } from '../model/address.ts';
import type { Reachability } from '../model/verdict.ts';

/**
 * The external addresses that one side can reach or be reached from, as the longest ranges over which the answer is
 * the same, IPv4 before IPv6. Ranges are not cut at addresses of the cluster's own endpoints inside them.
 */
export function rangesAround(view: View, asked: Asked, cellOf: PairCells, fixed: Ends, side: Side, standing: Standing): readonly PeerAnswer[] {
  const answers: { readonly key: string; readonly reachability: Reachability }[] = [];
  const inside: Ends = { ...fixed, external: [] };
  const answerOf = (external: number): { readonly key: string; readonly reachability: Reachability } => answers[external] ??= (() => {
    const range: Ends = { classes: [], external: [{ slots: [view.classes.count + external], access: null }], endpoints: [] };
    const tally = side === 'from' ? pairUp(view, asked, cellOf, inside, range) : pairUp(view, asked, cellOf, range, inside);
    return { key: keyOf(tally), reachability: toReachability(view.firewalls, asked, tally, standing) };
  })();
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

const keyOf = (tally: Tally): string => Object.values({ ...tally, last: null }).join(',');

function rangeAnswer(range: AddressRange, reachability: Reachability): PeerAnswer {
  return { peer: { ref: `ip:${rangeText(range)}`, kind: 'range', namespace: '', pods: 0, range }, reachability };
}
