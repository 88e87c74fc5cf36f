import type { Diff, DiffChange, ResourceChange } from '../../diff/changes.ts';
import { jsonPieces } from '../json-pieces.ts';
import { caveatRecords, type CaveatRecord } from './caveat-record.ts';
import { setTexts } from './set-text.ts';
import { resourceRecord, type ResourceRecord } from './step-record.ts';

export interface ResourceChangeRecord extends ResourceRecord { readonly op: string; readonly isSemantic: boolean }

export interface ChangeRecord {
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly before: string;
  readonly after: string;
  readonly partialBefore?: string;
  readonly partialAfter?: string;
  readonly undecidedBefore?: string;
  readonly undecidedAfter?: string;
  readonly causes: readonly string[];
  readonly causedBy: readonly ResourceChangeRecord[];
}

/** What `diff -o json` prints. */
export interface DiffDocument {
  readonly schemaVersion: 1;
  readonly comparable: boolean;
  readonly changes: readonly ChangeRecord[];
  readonly resources: readonly ResourceChangeRecord[];
  readonly caveats: readonly CaveatRecord[];
}

/** The difference of two versions as pieces of a {@link DiffDocument} in JSON, with more fields behind its own: as one text it may not fit in memory. `indent` in blanks. */
export function diffPieces({ comparable, changes, resources, caveats }: Diff, indent = 0, more: Readonly<Record<string, string>> = {}): Generator<string> {
  const document = { schemaVersion: 1, comparable, changes: recordsOf(changes), resources: resources.map(resourceChangeRecord), caveats: caveatRecords(caveats) } satisfies Record<keyof DiffDocument, unknown>;
  return jsonPieces({ ...document, ...more }, indent);
}

function* recordsOf(changes: Diff['changes']): Generator<ChangeRecord> {
  for (const change of changes) yield changeRecord(change);
}

/** One change of connectivity. */
export function changeRecord(change: DiffChange): ChangeRecord {
  const before = setTexts({ ...change.before, universe: change.universe });
  const after = setTexts({ ...change.after, universe: change.universe });
  return {
    kind: change.kind, from: change.from.ref, to: change.to.ref, before: before.allowed, after: after.allowed,
    ...(before.partial !== '' && { partialBefore: before.partial }), ...(after.partial !== '' && { partialAfter: after.partial }),
    ...(before.undecided !== '' && { undecidedBefore: before.undecided }), ...(after.undecided !== '' && { undecidedAfter: after.undecided }),
    causes: change.causes, causedBy: change.causedBy.map(resourceChangeRecord),
  };
}

/** One object that was added, removed or modified. */
export const resourceChangeRecord = (change: ResourceChange): ResourceChangeRecord => ({ op: change.op, ...resourceRecord(change), isSemantic: change.isSemantic });
