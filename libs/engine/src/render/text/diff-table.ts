import type { Diff, ResourceChange } from '../../diff/changes.ts';
import { setTexts } from '../documents/set-text.ts';
import { caveatNotes, counted } from './notes.ts';
import { resourceText } from './resource-text.ts';
import { notesSection, sectionsText, type Section } from './section.ts';
import { setCell } from './set-cell.ts';

/** The difference of two versions as tables, line by line: changes of connectivity, then changed objects. */
export const diffTable = (diff: Diff): Generator<string> => sectionsText(diffSections(diff));

/** The difference of two versions for people. */
export const diffSections = ({ changes, resources, caveats }: Diff): readonly Section[] => [changesSection(changes), resourcesSection(resources), notesSection(caveatNotes(caveats))];

const NONE = (): string => '';

function changesSection(changes: Diff['changes']): Section {
  const rows = changes.map((change) => [
    change.kind, change.from.ref, change.to.ref, setCell(setTexts({ ...change.before, universe: change.universe })),
    setCell(setTexts({ ...change.after, universe: change.universe })), change.causes.join(','), change.causedBy.map(causeText).join(', '),
  ]);
  const title = changes.length === 0 ? 'No change of connectivity.' : `${counted(changes.length, 'change')} of connectivity`;
  return { title, headings: ['CHANGE', 'FROM', 'TO', 'BEFORE', 'AFTER', 'CAUSE', 'BY'], rows, notes: NONE };
}

function resourcesSection(resources: readonly ResourceChange[]): Section {
  const rows = resources.map((change) => [SIGNS[change.op], resourceText(change), change.isSemantic ? '' : 'means the same']);
  return { title: resources.length === 0 ? '' : counted(resources.length, 'changed object'), headings: ['', 'OBJECT', 'NOTE'], rows, notes: NONE };
}

const SIGNS: Readonly<Record<ResourceChange['op'], string>> = { ADDED: '+', REMOVED: '-', MODIFIED: '~' };
const causeText = (change: ResourceChange): string => `${SIGNS[change.op]}${resourceText(change)}`;
