import type { Caveat } from '../../model/firewalls.ts';
import type { ConnectionAnswer } from '../../query/answers.ts';
import { setTexts } from '../documents/set-text.ts';
import type { Omitted } from '../documents/connections-document.ts';
import { caveatNotes, counted } from './notes.ts';
import { setCell } from './set-cell.ts';
import { table } from './table.ts';

/** The whole list as a table. */
export function connectionsTable(connections: Iterable<ConnectionAnswer>, caveats: readonly Caveat[], { nodes }: Omitted): string {
  const rows = Array.from(connections, ({ from, to, reachability }) => [from.ref, to.ref, reachability.verdict, setCell(setTexts(reachability))]);
  const left = nodes === 0 ? '' : `note: ${counted(nodes, 'node')} can be asked about and ${nodes === 1 ? 'is' : 'are'} not listed\n`;
  const notes = `${left}${caveatNotes(caveats)}`;
  return `${table(['FROM', 'TO', 'VERDICT', 'CONNECTIONS'], rows)}${notes === '' ? '' : `\n${notes}`}`;
}
