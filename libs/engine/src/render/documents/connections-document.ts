import type { Caveat } from '../../model/firewalls.ts';
import type { ConnectionAnswer } from '../../query/answers.ts';
import { caveatRecords, type CaveatRecord } from './caveat-record.ts';
import { jsonPieces } from '../json-pieces.ts';
import { conditionsField, type ConditionRecord } from './condition-record.ts';
import { setTexts, type SetTexts } from './set-text.ts';

/** One row of the whole list: ends as references, sets as text. */
export interface ConnectionRecord extends SetTexts { readonly from: string; readonly to: string; readonly verdict: string; readonly conditions?: readonly ConditionRecord[] }

/** What `list -o json` prints. */
export interface ConnectionsDocument {
  readonly schemaVersion: 1;
  readonly connections: readonly ConnectionRecord[];
  readonly total: number;
  /** What has no rows though it can be asked about. */
  readonly omitted: Omitted;
  readonly caveats: readonly CaveatRecord[];
}

/** Ends that the whole list leaves out. */
export interface Omitted { readonly nodes: number }

/** The whole list as pieces of a {@link ConnectionsDocument} in JSON, row by row: as one text it may not fit in memory. `indent` in blanks. */
export function connectionsPieces(connections: Iterable<ConnectionAnswer>, caveats: readonly Caveat[], omitted: Omitted, indent = 0): Generator<string> {
  let total = 0;
  function* records(): Generator<ConnectionRecord> {
    for (const connection of connections) { total += 1; yield connectionRecord(connection); }
  }
  return jsonPieces({ schemaVersion: 1, connections: records(), total: () => total, omitted, caveats: caveatRecords(caveats) } satisfies Record<keyof ConnectionsDocument, unknown>, indent);
}

/** One row of the whole list. */
export const connectionRecord = ({ from, to, reachability, conditions }: ConnectionAnswer): ConnectionRecord => ({ from: from.ref, to: to.ref, verdict: reachability.verdict, ...setTexts(reachability), ...conditionsField(conditions) });
