import { rangeText, type AddressRange } from '../model/address.ts';
import type { Peer } from '../query/answers.ts';
import type { JointRange } from './joint/externals.ts';
import type { Sweep } from './joint/sweep.ts';

/** The longest ranges of addresses over which one end's answers changed alike. */
export interface RangeMove { readonly peer: Peer; readonly move: number }

/** What changed between an end and addresses outside, ascending, IPv4 first; each joint external class is compared once. */
export function rangeMoves(sweep: Sweep, ranges: readonly JointRange[]): readonly RangeMove[] {
  if (!sweep.canDifferOutside()) return [];
  const known: number[] = []; const out: RangeMove[] = [];
  let start: AddressRange | null = null; let end: AddressRange | null = null; let current = -1;
  const close = (): void => { if (start !== null && end !== null) out.push({ peer: rangePeer({ ...start, last: end.last } as AddressRange), move: current }); start = null; };
  for (const { range, external } of ranges) {
    const move = known[external] ??= sweep.moveOutside(external);
    if (start !== null && (move !== current || start.family !== range.family)) close();
    if (move < 0) continue;
    start ??= range; end = range; current = move;
  }
  close();
  return out;
}

const rangePeer = (range: AddressRange): Peer => ({ ref: `ip:${rangeText(range)}`, kind: 'range', namespace: '', pods: 0, range });
