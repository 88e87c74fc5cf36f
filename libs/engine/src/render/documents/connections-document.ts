import type { Caveat } from '../../model/firewalls.ts';
import type { ConnectionAnswer } from '../../query/answers.ts';
import { caveatRecords, type CaveatRecord } from './caveat-record.ts';
import { jsonPieces, JsonText } from '../json-pieces.ts';
import type { ConnectionSet } from '../../model/connection-set.ts';
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
  const textOf = createRowTexts(indent);
  function* texts(): Generator<JsonText> {
    for (const connection of connections) { total += 1; yield new JsonText(textOf(connection)); }
  }
  return jsonPieces({ schemaVersion: 1, connections: texts(), total: () => total, omitted, caveats: caveatRecords(caveats) } satisfies Record<keyof ConnectionsDocument, unknown>, indent);
}

/** One row of the whole list. */
export const connectionRecord = ({ from, to, reachability, conditions }: ConnectionAnswer): ConnectionRecord => ({ from: from.ref, to: to.ref, verdict: reachability.verdict, ...setTexts(reachability), ...conditionsField(conditions) });

type Sets = ConnectionAnswer['reachability'];
interface Ending { readonly of: Sets; readonly text: string }

/** Texts kept; answers of ranges share less than those of groups. */
const MOST_KEPT = 4096;

/** Rows as {@link connectionRecord} has them, in JSON. Nearly all of a row stands in other rows too: both ends, and what is allowed between them. */
function createRowTexts(indent: number): (connection: ConnectionAnswer) => string {
  const [line, end, colon] = indent === 0 ? ['', '', ':'] : [`\n${' '.repeat(3 * indent)}`, `\n${' '.repeat(2 * indent)}`, ': '];
  const field = (name: string, value: unknown): string => `${line}${JSON.stringify(name)}${colon}${indent === 0 ? JSON.stringify(value) : JSON.stringify(value, null, indent).replaceAll('\n', line)}`;
  const write = (connection: ConnectionAnswer): string => `${Object.entries(connectionRecord(connection)).filter(([name]) => name !== 'from' && name !== 'to').map(([name, value]) => `,${field(name, value)}`).join('')}${end}}`;
  const endings = createEndings(write); const quoted = createQuoted();
  let from: ConnectionAnswer['from'] | undefined; let beginning = '';
  return (connection) => {
    if (connection.from !== from) {
      from = connection.from;
      beginning = `{${field('from', from.ref)},${line}"to"${colon}`;
    }
    return beginning + quoted(connection.to.ref) + endings(connection);
  };
}

/** What stands behind the ends of a row, kept by what is allowed, which rows share. */
function createEndings(write: (connection: ConnectionAnswer) => string): (connection: ConnectionAnswer) => string {
  const endings = new Map<ConnectionSet, Ending[]>(); let count = 0;
  return (connection) => {
    const { reachability, conditions } = connection;
    if (conditions !== undefined && conditions.length > 0) return write(connection);
    const known = endings.get(reachability.allowed)?.find(({ of }) => isSame(of, reachability));
    if (known !== undefined) return known.text;
    if ((count += 1) > MOST_KEPT) { endings.clear(); count = 1; }
    const made = { of: reachability, text: write(connection) }; const others = endings.get(reachability.allowed);
    if (others === undefined) endings.set(reachability.allowed, [made]); else others.push(made);
    return made.text;
  };
}

function createQuoted(): (ref: string) => string {
  const refs = new Map<string, string>();
  return (ref) => {
    let text = refs.get(ref);
    if (text !== undefined) return text;
    if (refs.size >= MOST_KEPT) refs.clear();
    refs.set(ref, text = JSON.stringify(ref));
    return text;
  };
}

/** What a row's end shows. Sets are compared by identity, since rows share them. */
const isSame = (a: Sets, b: Sets): boolean => a.partial === b.partial && a.undecided === b.undecided && a.universe === b.universe && a.verdict === b.verdict;
