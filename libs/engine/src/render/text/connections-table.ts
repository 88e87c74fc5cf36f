import type { Caveat } from '../../model/firewalls.ts';
import type { ConnectionAnswer } from '../../query/answers.ts';
import { setTexts } from '../documents/set-text.ts';
import type { Omitted } from '../documents/connections-document.ts';
import { conditionNotes, withConditions } from './condition-notes.ts';
import { caveatNotes, counted } from './notes.ts';
import { sectionsText, type Section } from './section.ts';
import { setCell } from './set-cell.ts';

/** The whole list as a table, line by line: of a large cluster it would not fit into one text. */
export const connectionsTable = (...list: Parameters<typeof connectionsSections>): Generator<string> => sectionsText(connectionsSections(...list));

/** The whole list for people. */
export function connectionsSections(connections: Iterable<ConnectionAnswer>, caveats: readonly Caveat[], { nodes }: Omitted): readonly Section[] {
  const conditioned: ConnectionAnswer[] = [];
  const left = nodes === 0 ? '' : `note: ${counted(nodes, 'node')} can be asked about and ${nodes === 1 ? 'is' : 'are'} not listed\n`;
  return [{
    title: null, headings: ['FROM', 'TO', 'VERDICT', 'CONNECTIONS'], rows: rowsOf(connections, conditioned),
    notes: () => `${left}${conditionNotes(conditioned)}${caveatNotes(caveats)}`,
  }];
}

function* rowsOf(connections: Iterable<ConnectionAnswer>, conditioned: ConnectionAnswer[]): Generator<readonly string[]> {
  for (const row of connections) {
    const { from, to, reachability, conditions } = row;
    if (conditions !== undefined) conditioned.push(row);
    yield [from.ref, to.ref, reachability.verdict, withConditions(setCell(setTexts(reachability)), conditions)];
  }
}
