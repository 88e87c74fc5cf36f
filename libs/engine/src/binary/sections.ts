import { BINARY_VIEW_VERSION, BinaryViewError, check } from './format.ts';

const TYPES = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, i32: Int32Array, f64: Float64Array } as const;
type TypeName = keyof typeof TYPES;
type ArrayOf<Name extends TypeName> = Name extends 'u8' ? Uint8Array : Name extends 'u16' ? Uint16Array : Name extends 'u32' ? Uint32Array : Name extends 'i32' ? Int32Array : Float64Array;
type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** Collects named columns of numbers. */
export interface SectionWriter { add(name: string, column: Column): void }

/** Gives columns back as views on the buffer. */
export interface SectionReader {
  get<Name extends TypeName>(name: string, type: Name): ArrayOf<Name>;
  has(name: string): boolean;
}

/** `PSTV` as it stands in memory: read back as another number on a machine of the other byte order. */
const MAGIC = 0x5650_5453;
/** Magic, version, length of the table of sections, check sum, length of everything as a float. */
const HEADER_BYTES = 24;
const ALIGNMENT = 8;

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
const typeOf = (column: Column): TypeName => (Object.keys(TYPES) as TypeName[]).find((name) => column instanceof TYPES[name]) as TypeName;

interface Entry { readonly name: string; readonly type: TypeName; readonly offset: number; readonly length: number }

/** One buffer with everything that `write` adds, each column at a multiple of eight bytes. */
export function writeSections(write: (to: SectionWriter) => void): ArrayBuffer {
  const columns = new Map<string, Column>();
  write({ add: (name, column) => { columns.set(name, column); } });
  // Offsets count from the end of the table, whose own length they would change.
  const table: Entry[] = []; let size = 0;
  for (const [name, column] of columns) {
    table.push({ name, type: typeOf(column), offset: size, length: column.length });
    size = aligned(size + column.byteLength);
  }
  const text = new TextEncoder().encode(JSON.stringify(table));
  const start = aligned(HEADER_BYTES + text.length);
  const buffer = new ArrayBuffer(start + size);
  const bytes = new Uint8Array(buffer);
  bytes.set(text, HEADER_BYTES);
  for (const { name, offset } of table) {
    const column = columns.get(name) as Column;
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), start + offset);
  }
  new Float64Array(buffer, 16, 1)[0] = buffer.byteLength;
  const header = new Uint32Array(buffer, 0, 4);
  header.set([MAGIC, BINARY_VIEW_VERSION, text.length]);
  header[3] = sumOf(buffer);
  return buffer;
}

/** Refuses what is cut off, damaged, of another version or of another kind. */
export function readSections(buffer: ArrayBufferLike): SectionReader {
  check(buffer.byteLength >= HEADER_BYTES && buffer.byteLength % ALIGNMENT === 0, 'it is too short');
  const [magic, version, tableLength = 0, sum] = new Uint32Array(buffer, 0, 4);
  check(magic === MAGIC, 'it does not begin as one');
  if (version !== BINARY_VIEW_VERSION) throw new BinaryViewError('other-version', `it is of format ${String(version)}, not ${String(BINARY_VIEW_VERSION)}`);
  check(new Float64Array(buffer, 16, 1)[0] === buffer.byteLength, 'it is cut off');
  const start = aligned(HEADER_BYTES + tableLength);
  check(start <= buffer.byteLength, 'its table is longer than all of it');
  check(sumOf(buffer) === sum, 'its check sum is wrong');
  const table = tableIn(new TextDecoder().decode(new Uint8Array(buffer, HEADER_BYTES, tableLength).slice()));
  return {
    has: (name) => table.has(name),
    get<Name extends TypeName>(name: string, type: Name): ArrayOf<Name> {
      const entry = table.get(name);
      check(entry?.type === type, `the section ${name} is missing or of another type`);
      const { offset, length } = entry;
      const Type = TYPES[type];
      check(offset % ALIGNMENT === 0 && start + offset + length * Type.BYTES_PER_ELEMENT <= buffer.byteLength, `the section ${name} lies outside`);
      return new Type(buffer as ArrayBuffer, start + offset, length) as ArrayOf<Name>;
    },
  };
}

function tableIn(text: string): ReadonlyMap<string, Entry> {
  const table = parsed(text);
  check(Array.isArray(table), 'its table is none');
  return new Map((table as readonly Partial<Record<keyof Entry, unknown>>[]).map((entry) => {
    check(isCount(entry.offset) && isCount(entry.length) && typeof entry.name === 'string', 'its table is damaged');
    return [entry.name, entry as Entry] as const;
  }));
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** JSON that packing has written. */
export function parsed(text: string): unknown {
  try { return JSON.parse(text) as unknown; } catch { throw new BinaryViewError('malformed', 'a part of it is no JSON'); }
}

/** Of every word but the sum's own: no change of a single word passes. It guards against damage, not against malice. */
function sumOf(buffer: ArrayBufferLike): number {
  const words = new Uint32Array(buffer, 0, buffer.byteLength >> 2);
  const word = (at: number): number => words[at] ?? 0;
  // Four sums of every fourth word are quicker than one of all, since none waits for another. The last word of the first four is the sum.
  let a = Math.imul(word(0), FACTOR); let b = Math.imul(word(1), FACTOR); let c = Math.imul(word(2), FACTOR); let d = 1;
  let at = 4;
  for (; at + 3 < words.length; at += 4) {
    a = Math.imul(a ^ (words[at] as number), FACTOR);
    b = Math.imul(b ^ (words[at + 1] as number), FACTOR);
    c = Math.imul(c ^ (words[at + 2] as number), FACTOR);
    d = Math.imul(d ^ (words[at + 3] as number), FACTOR);
  }
  for (; at < words.length; at += 1) d = Math.imul(d ^ (words[at] as number), FACTOR);
  return (Math.imul(Math.imul(Math.imul(a, 31) + b, 31) + c, 31) + d) >>> 0;
}

const FACTOR = 0x9e37_79b1;
