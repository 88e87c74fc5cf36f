import type { End } from '../ends.ts';
import type { Versions } from '../versions.ts';
import type { Cells, Near } from './cells.ts';
import type { EndTraits } from './end-traits.ts';
import { createMeetings } from './meetings.ts';
import type { Nearness } from './nearness.ts';
import type { JointSpace } from './space.ts';

export interface HostParts { readonly versions: Versions; readonly ends: readonly End[]; readonly space: JointSpace; readonly traits: EndTraits; readonly cells: Cells; readonly nearness: Nearness }

/**
 * What changed between ends with hosts and others that have Pods on a node of them, where it matters which Pods are on
 * one node. Reports -1 for no change where classes alone may tell of one. All other pairs are as if there were no nodes.
 */
export function hostMoves({ versions, ends, space, traits: { isHost, isTouched }, cells, nearness }: HostParts, report: (from: number, to: number, move: number) => void): void {
  const hosts = [...ends.keys()].filter((at) => isHost[at] === 1);
  if (hosts.length === 0) return;
  const { ofEnd } = space; const meetings = createMeetings(versions, ends, space, isHost, nearness);
  const isMet = new Set<number>();
  const evaluate = (from: number, to: number, near: Near, isSame: () => boolean): void => {
    if (isTouched.egress[from] === 1 || isTouched.ingress[to] === 1 || !isSame()) report(from, to, cells.move(ofEnd[from]!, ofEnd[to]!, near));
  };
  for (const host of hosts) for (const other of meetings.open(host)) {
    if (isHost[other] === 1) { if (other !== host) isMet.add(host * ends.length + other).add(other * ends.length + host); continue; }
    const isSame = (): boolean => meetings.isSame(other);
    evaluate(host, other, (side, i, j) => meetings.pair(side, i, other, j), isSame);
    evaluate(other, host, (side, i, j) => meetings.pair(side, j, other, i), isSame);
  }
  // Two ends with hosts may meet by those of either.
  for (const pair of isMet) {
    const from = Math.floor(pair / ends.length); const to = pair % ends.length;
    evaluate(from, to, (side, i, j) => nearness.pair(side, from, i, to, j), () => nearness.isSame(from, to));
  }
}
