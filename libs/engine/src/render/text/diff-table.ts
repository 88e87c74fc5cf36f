import type { Diff, DiffChange, ResourceChange } from '../../diff/changes.ts';
import { setTexts } from '../documents/set-text.ts';
import { caveatNotes, counted } from './notes.ts';
import { resourceText } from './resource-text.ts';
import { setCell } from './set-cell.ts';
import { table } from './table.ts';

/** The difference of two versions: changes of connectivity, then changed objects. */
export function diffTable(diff: Diff): string {
  const blocks = [changesBlock(diff.changes), resourcesBlock(diff.resources), caveatNotes(diff.caveats)];
  return blocks.filter((block) => block !== '').join('\n');
}

function changesBlock(changes: readonly DiffChange[]): string {
  if (changes.length === 0) return 'No change of connectivity.\n';
  const rows = changes.map((change) => [
    change.kind, change.from.ref, change.to.ref, setCell(setTexts({ ...change.before, universe: change.universe })),
    setCell(setTexts({ ...change.after, universe: change.universe })), change.causes.join(','), change.causedBy.map(causeText).join(', '),
  ]);
  return `${counted(changes.length, 'change')} of connectivity\n\n${table(['CHANGE', 'FROM', 'TO', 'BEFORE', 'AFTER', 'CAUSE', 'BY'], rows)}`;
}

function resourcesBlock(resources: readonly ResourceChange[]): string {
  if (resources.length === 0) return '';
  const rows = resources.map((change) => [SIGNS[change.op], resourceText(change), change.isSemantic ? '' : 'means the same']);
  return `${counted(resources.length, 'changed object')}\n\n${table(['', 'OBJECT', 'NOTE'], rows)}`;
}

const SIGNS: Readonly<Record<ResourceChange['op'], string>> = { ADDED: '+', REMOVED: '-', MODIFIED: '~' };
const causeText = (change: ResourceChange): string => `${SIGNS[change.op]}${resourceText(change)}`;
