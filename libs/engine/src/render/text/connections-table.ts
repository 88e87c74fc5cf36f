import type { Caveat } from '../../model/firewalls.ts';
import type { ConnectionAnswer } from '../../query/answers.ts';
import { setTexts } from '../documents/set-text.ts';
import type { Omitted } from '../documents/connections-document.ts';
import { conditionNotes, withConditions } from './condition-notes.ts';
import { caveatNotes, counted } from './notes.ts';
import { setCell } from './set-cell.ts';
import { table } from './table.ts';

/** The whole list as a table. */
export function connectionsTable(connections: Iterable<ConnectionAnswer>, caveats: readonly Caveat[], { nodes }: Omitted): string {
  const conditioned: ConnectionAnswer[] = [];
  const rows = Array.from(connections, (row) => {
    const { from, to, reachability, conditions } = row;
    if (conditions !== undefined) conditioned.push(row);
    return [from.ref, to.ref, reachability.verdict, withConditions(setCell(setTexts(reachability)), conditions)];
  });
  const left = nodes === 0 ? '' : `note: ${counted(nodes, 'node')} can be asked about and ${nodes === 1 ? 'is' : 'are'} not listed\n`;
  const notes = `${left}${conditionNotes(conditioned)}${caveatNotes(caveats)}`;
  return `${table(['FROM', 'TO', 'VERDICT', 'CONNECTIONS'], rows)}${notes === '' ? '' : `\n${notes}`}`;
}
