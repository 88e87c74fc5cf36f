import type { Caveat } from '../../model/firewalls.ts';
import type { ConnectionAnswer } from '../../query/answers.ts';
import { setTexts } from '../documents/set-text.ts';
import { caveatNotes } from './notes.ts';
import { setCell } from './set-cell.ts';
import { table } from './table.ts';

/** The whole list as a table. */
export function connectionsTable(connections: Iterable<ConnectionAnswer>, caveats: readonly Caveat[]): string {
  const rows = Array.from(connections, ({ from, to, reachability }) => [from.ref, to.ref, reachability.verdict, setCell(setTexts(reachability))]);
  const notes = caveatNotes(caveats);
  return `${table(['FROM', 'TO', 'VERDICT', 'CONNECTIONS'], rows)}${notes === '' ? '' : `\n${notes}`}`;
}
