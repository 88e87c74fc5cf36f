import type { ConnectionAnswer, PeerAnswer } from './answers.ts';
import { ask } from './asked.ts';
import { createBlockAnswers } from './block-answers.ts';
import { joinStandings, NO_STANDING } from './caveats.ts';
import { createCells } from './cell.ts';
import { connectionsWithConditions } from './condition-rows.ts';
import { createBlockTable } from './factored/block-table.ts';
import { rowCells } from './factored/factored-pairs.ts';
import { listedGroups } from './listed-groups.ts';
import { groupPeers, type PeerGroup } from './peer-groups.ts';
import { createRanges } from './peer-ranges.ts';
import type { View } from '../compile/view.ts';
import type { Grouping } from '../model/question.ts';

/**
 * The whole list: every pair of groups, and of groups with external ranges, on which something is allowed surely,
 * for some pairs or perhaps. Streams, one row of the matrix at a time: by the sender's namespace and reference, its
 * receivers in the same order and then ranges; after all groups, ranges as senders. Nodes are endpoints of
 * questions but not of the list: {@link omittedFromList} counts them.
 */
export const connectionsOf = (view: View, { groupBy }: { readonly groupBy: Grouping }): Iterable<ConnectionAnswer> => connectionsWithConditions(view, (each) => allConnections(each, groupBy));

function* allConnections(view: View, groupBy: Grouping): Iterable<ConnectionAnswer> {
  const asked = ask(view, null);
  const cells = createCells(view, asked);
  const peers = listedGroups(groupPeers(view, groupBy, null));
  const base = { ...NO_STANDING, caveats: view.firewalls.caveats };
  const table = createBlockTable(view, asked, cells, peers, peers); const rangesAround = createRanges(view, asked, rowCells(view, cells), 'from');
  const answers = createBlockAnswers(view, asked, table, base);
  for (const [sender, { peer: from, ends, standing: own }] of peers.entries()) {
    const standing = own === NO_STANDING ? base : joinStandings(base, own);
    const row = table.row(sender);
    for (const [receiver, to] of peers.entries()) {
      const reachability = answers.at(row, receiver, own, to.standing);
      if (reachability !== null) yield { from, to: to.peer, reachability };
    }
    for (const { peer: to, reachability } of rangesAround(ends, standing)) yield { from, to, reachability };
  }
  yield* fromRanges(view, peers);
}

/** How many endpoints the whole list leaves out: nodes are no workloads. */
export const omittedFromList = (view: View): { readonly nodes: number } => ({ nodes: view.firewalls.endpoints.filter(({ kind }) => kind === 'node').length });

/** Ranges as senders are merged per receiver, so they are gathered by receiver and then put in the order of senders. */
function* fromRanges(view: View, peers: readonly PeerGroup[]): Iterable<ConnectionAnswer> {
  const asked = ask(view, null);
  const cells = createCells(view, asked);
  const base = { ...NO_STANDING, caveats: view.firewalls.caveats };
  const rangesAround = createRanges(view, asked, rowCells(view, cells), 'to');
  const bySignature = new Map<number, readonly PeerAnswer[]>();
  const rows: { readonly from: PeerAnswer; readonly position: number }[] = [];
  for (const [position, { ends, signature, standing }] of peers.entries()) {
    let ranges = standing === NO_STANDING ? bySignature.get(signature) : undefined;
    if (ranges === undefined) {
      ranges = rangesAround(ends, joinStandings(base, standing));
      if (standing === NO_STANDING) bySignature.set(signature, ranges);
    }
    for (const from of ranges) rows.push({ from, position });
  }
  rows.sort((a, b) => compareRanges(a.from, b.from) || a.position - b.position);
  for (const { from, position } of rows) yield { from: from.peer, to: peers[position]!.peer, reachability: from.reachability };
}

function compareRanges({ peer: { range: a } }: PeerAnswer, { peer: { range: b } }: PeerAnswer): number {
  if (a === null || b === null || a.family !== b.family) return (a?.family ?? 0) - (b?.family ?? 0);
  return a.first < b.first ? -1 : a.first > b.first ? 1 : a.last < b.last ? -1 : a.last > b.last ? 1 : 0;
}
