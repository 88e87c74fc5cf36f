import type { Direction } from '../../model/firewalls.ts';
import type { End } from '../ends.ts';
import type { Versions } from '../versions.ts';
import type { Cells } from './cells.ts';
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
  const isFlagged = (from: number, to: number): boolean => isTouched.egress[from] === 1 || isTouched.ingress[to] === 1;
  for (const host of hosts) {
    const visit = (other: number, direction: Direction): void => {
      const [from, to] = direction === 'egress' ? [host, other] : [other, host];
      if (!isFlagged(from, to) && meetings.isSame(other)) return;
      report(from, to, cells.move(ofEnd[from]!, ofEnd[to]!, (side, i, j) => (direction === 'egress' ? meetings.pair(side, i, other, j) : meetings.pair(side, j, other, i))));
    };
    for (const other of meetings.open(host)) if (isHost[other] === 0) { visit(other, 'egress'); visit(other, 'ingress'); }
    // Pairs of two ends with hosts are visited once for each way, from the sender.
    for (const other of hosts) if (other !== host) visit(other, 'egress');
  }
}
