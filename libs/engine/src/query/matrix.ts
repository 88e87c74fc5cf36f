import type { Peer } from './answers.ts';
import { ask, type Asked } from './asked.ts';
import { joinStandings, NO_STANDING, type Standing } from './caveats.ts';
import { createBlockAnswers } from './block-answers.ts';
import { createCells } from './cell.ts';
import { createBlockTable } from './factored/block-table.ts';
import { rowCells } from './factored/factored-pairs.ts';
import { createRowStore } from './factored/row-store.ts';
import { foldedCells } from './folded-cells.ts';
import { listedGroups } from './listed-groups.ts';
import { pairUp } from './pairing.ts';
import { groupPeers, type PeerGroup } from './peer-groups.ts';
import { isSomething, toReachability } from './reachability.ts';
import { TableCell } from './table-cell.ts';
import { addSets, addTally, newTally, type Tally } from './tally.ts';
import type { View } from '../compile/view.ts';
import { invariant } from '../model/invariant.ts';
import type { Grouping, TrafficQuestion } from '../model/question.ts';
import type { Reachability } from '../model/verdict.ts';

/** One side of a matrix: groups by namespace and reference, nodes left out, of which a page is wanted. */
export interface MatrixAxis {
  readonly groupBy: Grouping;
  /** Only groups of these namespaces; all where it is absent. */
  readonly namespaces?: readonly string[];
  readonly offset: number;
  readonly limit: number;
}

/** A page of the matrix; `traffic` null asks for every port at once, and counts pairs with at least one. */
export interface MatrixQuestion { readonly rows: MatrixAxis; readonly columns: MatrixAxis; readonly traffic: TrafficQuestion | null }

/** Groups on the page, and how many there are in all. */
export interface MatrixSide { readonly peers: readonly Peer[]; readonly total: number }

/**
 * What the group of a row can send to the group of a column; both are positions on the page. The answer of a cell of a
 * whole table is made when it is read: always equal, not always the same object.
 */
export interface MatrixCell { readonly row: number; readonly column: number; readonly reachability: Reachability }

/** A page of the table of all pairs. Cells on which nothing is allowed, not even perhaps, are left out. */
export interface Matrix { readonly rows: MatrixSide; readonly columns: MatrixSide; readonly cells: readonly MatrixCell[]; /** Over all pairs on the page. */ readonly totals: Reachability }

/** From so many classes on both sides on it pays to fold all firewalls at once. */
const FEW_CLASSES = 400;

/**
 * A page of the matrix of senders by receivers, each cell being what `canReach` says of the two groups. A page costs one
 * fold for each class on it; a large one is worked out by types of classes like the whole list.
 */
export function matrixOf(view: View, { rows, columns, traffic }: MatrixQuestion): Matrix {
  const asked = ask(view, traffic);
  const senders = pageOf(view, rows, null); const receivers = pageOf(view, columns, asked);
  const cells: MatrixCell[] = []; const sum = newTally();
  if (rows.groupBy === columns.groupBy && senders.isWhole && receivers.isWhole) {
    addTable(view, asked, senders.groups, receivers.groups, cells, sum);
  } else {
    const classes = [...senders.groups, ...receivers.groups].reduce((sum, { ends }) => sum + ends.classes.length, 0);
    const cellOf = (classes <= FEW_CLASSES ? foldedCells : rowCells)(view, createCells(view, asked));
    for (const [row, from] of senders.groups.entries()) for (const [column, to] of receivers.groups.entries()) {
      const tally = pairUp(view, asked, cellOf, from.ends, to.ends);
      if (tally.total === 0) continue;
      addTally(asked, sum, tally);
      const reachability = answerOf(view, asked, tally, from, to);
      if (reachability !== null) cells.push({ row, column, reachability });
    }
  }
  const standing = joinStandings(baseOf(view), ...new Set([...senders.groups, ...receivers.groups].map((group) => group.standing)));
  return { rows: sideOf(senders), columns: sideOf(receivers), cells, totals: toReachability(view.firewalls, asked, sum, standing) };
}

/** The whole table: its cells, and their sum. */
function addTable(view: View, asked: Asked, senders: readonly PeerGroup[], receivers: readonly PeerGroup[], cells: MatrixCell[], sum: Tally): void {
  const table = createBlockTable(view, asked, createCells(view, asked), senders, receivers);
  const answers = createBlockAnswers(view, asked, table, baseOf(view)); const store = createRowStore(); const isSeen: boolean[] = [];
  const read = (row: number, column: number, at: number): Reachability => {
    const reachability = answers.at(store.row, at, senders[row]!.standing, receivers[column]!.standing);
    invariant(reachability !== null, 'E-7D3A', 'a cell has something');
    return reachability;
  };
  for (let row = 0; row < senders.length; row += 1) {
    const found = table.row(row); const { blends, allowed, denied, partial, unknown } = found;
    for (let column = 0; column < receivers.length; column += 1) {
      const blend = blends[column]!;
      if (blend < 0) continue;
      sum.allowed += allowed[column]!; sum.denied += denied[column]!; sum.partial += partial[column]!; sum.unknown += unknown[column]!;
      isSeen[blend] = true;
      if (answers.isSomething(blend)) cells.push(new TableCell(row, column, store.add(found, column), read));
    }
  }
  sum.total = sum.allowed + sum.denied + sum.partial + sum.unknown;
  for (const blend of isSeen.keys()) if (isSeen[blend]) addSets(asked, sum, table.tallyOf(blend));
}

interface Page { readonly groups: readonly PeerGroup[]; readonly total: number; readonly isWhole: boolean }

function pageOf(view: View, { groupBy, namespaces, offset, limit }: MatrixAxis, asked: Asked | null): Page {
  const listed = listedGroups(groupPeers(view, groupBy, asked));
  if (namespaces === undefined && offset === 0 && limit >= listed.length) return { groups: listed, total: listed.length, isWhole: true };
  const kept = new Set(namespaces);
  const all = namespaces === undefined ? listed : listed.filter(({ peer }) => kept.has(peer.namespace));
  return { groups: all.slice(offset, offset + limit), total: all.length, isWhole: false };
}

const baseOf = (view: View): Standing => ({ ...NO_STANDING, caveats: view.firewalls.caveats });
const sideOf = ({ groups, total }: Page): MatrixSide => ({ peers: groups.map(({ peer }) => peer), total });

function answerOf(view: View, asked: Asked, tally: Tally, from: PeerGroup, to: PeerGroup): Reachability | null {
  const base = baseOf(view);
  const standings = [from.standing, to.standing].filter((standing) => standing !== NO_STANDING);
  const reachability = toReachability(view.firewalls, asked, tally, standings.length === 0 ? base : joinStandings(base, ...standings));
  return isSomething(reachability) ? reachability : null;
}
