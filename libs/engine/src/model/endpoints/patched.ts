import type { Endpoint } from '../firewalls.ts';
import { endpointTable } from './collect.ts';
import type { EndpointColumns, Numbered } from './columns.ts';
import { endpointAt, endpointsBy, type EndpointTable } from './table.ts';
import { textAt, type Texts } from './texts.ts';

/** What is taken out at a position, or put in before it. Edits stand by position; at one, what is put in stands first. */
export interface Edit { readonly at: number; /** The row put in; null where the endpoint is taken out. */ readonly row: number | null }

/**
 * Endpoints that came out of others by few changes. What stands at a position is a *row*: one of the columns that
 * they all began with, or one that was put in since. Rows never change, and tables share them.
 */
export interface PatchedTable extends EndpointTable {
  readonly podsAt: (index: number) => number;
  readonly rowAt: (index: number) => number;
  readonly refAt: (index: number) => string;
  /** Runs of rows that follow each other, in order of position. */
  readonly runs: Runs;
  /** A number for a row of its own, for an edit. */
  addRow(endpoint: Endpoint): number;
  endpointOfRow(row: number): Endpoint;
  /** Rows of all tables that share them. */
  rowCount(): number;
  /** The table after edits; O(runs). */
  edited(edits: readonly Edit[]): PatchedTable;
}

/** Run `r` begins at position `starts[r]` with row `rows[r]`. */
export interface Runs { readonly starts: Int32Array; readonly rows: Int32Array }

/** A table to begin with. */
export function patchedTable(base: EndpointTable): PatchedTable {
  return create(base.columns, [], { starts: Int32Array.of(0), rows: Int32Array.of(0) }, base.length);
}

function create(base: EndpointColumns, extra: Endpoint[], runs: Runs, length: number): PatchedTable {
  const { starts, rows } = runs;
  const rowAt = (index: number): number => {
    let low = 0; let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= index) low = middle; else high = middle - 1;
    }
    return rows[low]! + index - starts[low]!;
  };
  const make = (index: number): Endpoint => {
    const row = rowAt(index);
    return row < base.count ? endpointAt(base, row, index) : { ...extra[row - base.count]!, index };
  };
  let columns: EndpointColumns | undefined;
  const own: Omit<PatchedTable, keyof EndpointTable> & Required<Pick<EndpointTable, 'podsAt'>> = {
    rowAt, runs,
    podsAt: (index) => { const row = rowAt(index); return row < base.count ? base.pods[row]! : extra[row - base.count]!.pods; },
    refAt: (index) => { const row = rowAt(index); return row < base.count ? textAt(base.refs, row) : extra[row - base.count]!.ref; },
    addRow: (endpoint) => base.count + extra.push(endpoint) - 1,
    endpointOfRow: (row) => (row < base.count ? endpointAt(base, row, row) : extra[row - base.count]!),
    rowCount: () => base.count + extra.length,
    edited: (edits) => create(base, extra, cut(runs, length, edits, base.count), length + edits.reduce((sum, { row }) => sum + (row === null ? -1 : 1), 0)),
  };
  return Object.defineProperty(Object.assign(endpointsBy(length, make), own, { columns: base }), 'columns', { get: () => columns ??= merge(base, extra, runs, length) });
}

/** No run has both rows of the columns, which are those below `compiled`, and rows that were put in. */
function cut({ starts, rows }: Runs, length: number, edits: readonly Edit[], compiled: number): Runs {
  const most = starts.length + 2 * edits.length + 1;
  const outStarts = new Int32Array(most); const outRows = new Int32Array(most); let count = 0; let size = 0; let run = 0; let from = 0;
  const emit = (row: number, length: number): void => {
    if (length === 0) return;
    if (count === 0 || row === compiled || outRows[count - 1]! + size - outStarts[count - 1]! !== row) {
      outStarts[count] = size;
      outRows[count] = row;
      count += 1;
    }
    size += length;
  };
  const copyTo = (end: number): void => {
    while (from < end) {
      while (run + 1 < starts.length && starts[run + 1]! <= from) run += 1;
      const stop = Math.min(end, run + 1 < starts.length ? starts[run + 1]! : length);
      emit(rows[run]! + from - starts[run]!, stop - from);
      from = stop;
    }
  };
  for (const { at, row } of edits) {
    copyTo(at);
    if (row === null) from = at + 1; else emit(row, 1);
  }
  copyTo(length);
  return { starts: outStarts.slice(0, count), rows: outRows.slice(0, count) };
}

/** All columns in one piece, for those who read whole columns; O(endpoints), most of it copied in blocks. */
function merge(base: EndpointColumns, extra: readonly Endpoint[], runs: Runs, length: number): EndpointColumns {
  const more = endpointTable([...extra]).columns;
  const ends = (run: number): number => (run + 1 < runs.starts.length ? runs.starts[run + 1]! : length) - runs.starts[run]!;
  const words = joinWords(base, more);
  const column = <Column extends Int32Array | Uint8Array>(out: Column, of: (columns: EndpointColumns) => ArrayLike<number> & { subarray(from: number, to: number): ArrayLike<number> }, moved: (id: number) => number): Column => {
    for (let run = 0; run < runs.rows.length; run += 1) {
      const row = runs.rows[run]!; const at = runs.starts[run]!; const count = ends(run);
      if (row < base.count) out.set(of(base).subarray(row, row + count), at);
      else for (let k = 0; k < count; k += 1) out[at + k] = moved(of(more)[row - base.count + k]!);
    }
    return out;
  };
  const ints = (of: (columns: EndpointColumns) => Int32Array, moved: (id: number) => number): Int32Array => column(new Int32Array(length), of, moved);
  const word = (id: number): number => (id < 0 ? id : words.idOf[id]!);
  const same = (value: number): number => value; const after = (count: number) => (id: number): number => id + count;
  const refs: string[] = []; const addressStarts = new Uint32Array(length + 1); const refStarts = new Uint32Array(length + 1);
  for (let run = 0; run < runs.rows.length; run += 1) {
    const isBase = runs.rows[run]! < base.count; const from = isBase ? base : more; const row = runs.rows[run]! - (isBase ? 0 : base.count); const count = ends(run); const at = runs.starts[run]!;
    refs.push(from.refs.all().slice(from.refs.starts[row], from.refs.starts[row + count]));
    for (let k = 0; k < count; k += 1) {
      addressStarts[at + k + 1] = addressStarts[at + k]! + from.addressStarts[row + k + 1]! - from.addressStarts[row + k]!;
      refStarts[at + k + 1] = refStarts[at + k]! + from.refs.starts[row + k + 1]! - from.refs.starts[row + k]!;
    }
  }
  const addressFamilies = new Uint8Array(addressStarts[length]!); const addressWords = new Uint32Array(4 * addressFamilies.length);
  for (let run = 0; run < runs.rows.length; run += 1) {
    const isBase = runs.rows[run]! < base.count; const from = isBase ? base : more; const row = runs.rows[run]! - (isBase ? 0 : base.count);
    const first = from.addressStarts[row]!; const last = from.addressStarts[row + ends(run)]!; const at = addressStarts[runs.starts[run]!]!;
    addressFamilies.set(from.addressFamilies.subarray(first, last), at);
    addressWords.set(from.addressWords.subarray(4 * first, 4 * last), 4 * at);
  }
  return {
    count: length, refs: textsOf(refStarts, refs), names: ints(({ names }) => names, word),
    kinds: column(new Uint8Array(length), ({ kinds }) => kinds, same), flags: column(new Uint8Array(length), ({ flags }) => flags, same),
    pods: ints(({ pods }) => pods, same), namespaces: ints(({ namespaces }) => namespaces, word), nodes: ints(({ nodes }) => nodes, word),
    workloads: ints(({ workloads }) => workloads, word), owners: ints(({ owners }) => owners, word),
    labels: ints(({ labels }) => labels, after(base.labelSets.count)), ports: ints(({ ports }) => ports, after(base.portLists.count)), caveats: ints(({ caveats }) => caveats, after(base.caveatLists.count)),
    addressStarts, addressFamilies, addressWords, words: words.texts,
    labelSets: joined(base.labelSets, more.labelSets), portLists: joined(base.portLists, more.portLists), caveatLists: joined(base.caveatLists, more.caveatLists),
  };
}

function textsOf(starts: Uint32Array, parts: readonly string[]): Texts {
  let whole: string | undefined;
  return { starts, all: () => whole ??= parts.join('') };
}

/** Read at once: tables that are compiled anew over and over would else ask through all that came before. */
function joined<Entry>(first: Numbered<Entry>, second: Numbered<Entry>): Numbered<Entry> {
  const all = Array.from({ length: first.count + second.count }, (_, id) => (id < first.count ? first.at(id) : second.at(id - first.count)));
  return { count: all.length, at: (id) => all[id]! };
}

const ids = new WeakMap<EndpointColumns, ReadonlyMap<string, number>>();

/** A word has one number, however often it came: nodes are compared by it. */
function joinWords(base: EndpointColumns, more: EndpointColumns): { readonly texts: Texts; readonly idOf: readonly number[] } {
  let known = ids.get(base);
  if (known === undefined) {
    known = new Map(Array.from({ length: base.words.starts.length - 1 }, (_, id) => [textAt(base.words, id), id]));
    ids.set(base, known);
  }
  const fresh: string[] = []; const starts: number[] = []; const idOf: number[] = []; let end = base.words.starts.at(-1)!;
  for (let id = 0; id < more.words.starts.length - 1; id += 1) {
    const text = textAt(more.words, id); const before = known.get(text);
    if (before !== undefined) { idOf.push(before); continue; }
    idOf.push(base.words.starts.length - 2 + fresh.push(text));
    end += text.length;
    starts.push(end);
  }
  const all = new Uint32Array(base.words.starts.length + starts.length);
  all.set(base.words.starts);
  all.set(starts, base.words.starts.length);
  return { idOf, texts: textsOf(all, [base.words.all(), ...fresh]) };
}
