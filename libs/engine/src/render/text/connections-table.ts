import type { Caveat } from '../../model/firewalls.ts';
import type { ConnectionAnswer } from '../../query/answers.ts';
import { setTexts } from '../documents/set-text.ts';
import type { Omitted } from '../documents/connections-document.ts';
import { conditionNotes, withConditions } from './condition-notes.ts';
import { caveatNotes, counted } from './notes.ts';
import { setCell } from './set-cell.ts';
import { tableLines } from './table.ts';

/** The whole list as a table, line by line: of a large cluster it would not fit into one text. */
export function* connectionsTable(connections: Iterable<ConnectionAnswer>, caveats: readonly Caveat[], { nodes }: Omitted): Generator<string> {
  const conditioned: ConnectionAnswer[] = [];
  yield* tableLines(['FROM', 'TO', 'VERDICT', 'CONNECTIONS'], rowsOf(connections, conditioned));
  const left = nodes === 0 ? '' : `note: ${counted(nodes, 'node')} can be asked about and ${nodes === 1 ? 'is' : 'are'} not listed\n`;
  const notes = `${left}${conditionNotes(conditioned)}${caveatNotes(caveats)}`;
  if (notes !== '') yield `\n${notes}`;
}

function* rowsOf(connections: Iterable<ConnectionAnswer>, conditioned: ConnectionAnswer[]): Generator<readonly string[]> {
  for (const row of connections) {
    const { from, to, reachability, conditions } = row;
    if (conditions !== undefined) conditioned.push(row);
    yield [from.ref, to.ref, reachability.verdict, withConditions(setCell(setTexts(reachability)), conditions)];
  }
}
