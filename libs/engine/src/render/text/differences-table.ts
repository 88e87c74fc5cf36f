import { setTexts } from '../documents/set-text.ts';
import type { DifferencesAnswer } from '../documents/differences-document.ts';
import { caveatNotes, counted } from './notes.ts';
import { printable } from './printable.ts';
import { setCell } from './set-cell.ts';
import { table } from './table.ts';

/** The connections for which a cluster does otherwise than its policies say, then the policies that are read otherwise. */
export function differencesTable({ enforcer, differences, departures, caveats }: DifferencesAnswer): string {
  const who = enforcer.version === null ? enforcer.name : `${enforcer.name} ${enforcer.version}`;
  const rows = differences.map(({ from, to, before, after, universe, differences: codes }) => [from.ref, to.ref, setCell(setTexts({ ...before, universe })), setCell(setTexts({ ...after, universe })), codes.join(',')]);
  const list = rows.length === 0 ? `${who} does what the policies say.\n` : `${counted(rows.length, 'connection')} for which ${who} does otherwise than the policies say\n\n${table(['FROM', 'TO', 'POLICIES SAY', 'CLUSTER DOES', 'WHY'], rows)}`;
  const policies = departures.map(({ code, message }) => `${printable(message)} (${code})\n`).join('');
  return [list, policies, caveatNotes(caveats)].filter((block) => block !== '').join('\n');
}
