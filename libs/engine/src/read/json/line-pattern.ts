import { stringEnd } from './scan.ts';

/** Which texts of a value may differ from line to line: those under the names given, or every one. */
export type Varying = 'every' | { readonly [name: string]: Varying };

/** A text that may differ: where its path leads, and where it stood, without its quotes. */
interface Slot { readonly path: readonly (string | number)[]; readonly start: number; readonly end: number }

/** A line of valid JSON cut at the texts that may differ. */
export interface LinePattern {
  readonly paths: readonly (readonly (string | number)[])[];
  /** One more than there are paths. */
  readonly between: readonly string[];
  /** Where the texts begin and end in the line that matched last, by path. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

const QUOTE = 0x22; const BACKSLASH = 0x5c;

const DEEPEST = 32;

/** A walk over valid JSON; it ends early where a name or a text that may differ is written with escapes, or values are nested deep. */
interface Walk { readonly text: string; readonly slots: Slot[]; readonly path: (string | number)[]; at: number; isUnfit: boolean }

/** The pattern of a line that is valid JSON, matched by that line; null where escapes hide what it names. */
export function linePattern(text: string, varying: Varying): LinePattern | null {
  const walk: Walk = { text, slots: [], path: [], at: 0, isUnfit: false };
  walkValue(walk, varying);
  if (walk.isUnfit) return null;
  const between: string[] = []; let from = 0;
  for (const { start, end } of walk.slots) { between.push(text.slice(from, start)); from = end; }
  between.push(text.slice(from));
  return { paths: walk.slots.map(({ path }) => path), between, starts: Int32Array.from(walk.slots, ({ start }) => start), ends: Int32Array.from(walk.slots, ({ end }) => end) };
}

/** Whether the line is the pattern's but for the texts that may differ, which is the proof that it is valid JSON too. */
export function matchesLine({ between, starts, ends }: LinePattern, text: string): boolean {
  let at = 0;
  for (let slot = 0; slot < starts.length; slot += 1) {
    const before = between[slot] as string;
    if (!standsAt(text, before, at)) return false;
    at += before.length;
    const end = plainEnd(text, at);
    if (end < 0) return false;
    starts[slot] = at; ends[slot] = end;
    at = end;
  }
  const rest = between[starts.length] as string;
  return text.length === at + rest.length && standsAt(text, rest, at);
}

const SHORT = 24;

/** For long parts a search is several times faster than `startsWith`, which goes character by character. */
const standsAt = (text: string, part: string, at: number): boolean => (part.length < SHORT ? text.startsWith(part, at) : text.indexOf(part, at) === at);

/** Where the text that begins at `start` ends; -1 where it has escapes, or characters that JSON refuses. */
function plainEnd(text: string, start: number): number {
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH || code < 0x20) return -1;
  }
  return -1;
}

function skipSpace(walk: Walk): number {
  let code = walk.text.charCodeAt(walk.at);
  while (code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d) code = walk.text.charCodeAt(walk.at += 1);
  return code;
}

function walkValue(walk: Walk, varying: Varying | undefined): void {
  if (walk.path.length > DEEPEST) walk.isUnfit = true;
  if (walk.isUnfit) return;
  switch (skipSpace(walk)) {
    case QUOTE: takeText(walk, varying); return;
    case 0x7b: walkObject(walk, varying); return;
    case 0x5b: walkList(walk, varying); return;
    default: while (walk.at < walk.text.length && !',]}'.includes(walk.text.charAt(walk.at))) walk.at += 1;
  }
}

/** Steps over the text at the place. */
function takeText(walk: Walk, varying: Varying | undefined): void {
  const start = walk.at + 1; const end = stringEnd(walk.text, walk.at) - 1;
  walk.at = end + 1;
  if (varying !== 'every') return;
  if (plainEnd(walk.text, start) !== end) walk.isUnfit = true;
  walk.slots.push({ path: [...walk.path], start, end });
}

function walkObject(walk: Walk, varying: Varying | undefined): void {
  walk.at += 1;
  while (!walk.isUnfit && skipSpace(walk) !== 0x7d) {
    const start = walk.at + 1; const end = stringEnd(walk.text, walk.at) - 1;
    if (plainEnd(walk.text, start) !== end) walk.isUnfit = true;
    const name = walk.text.slice(start, end);
    walk.at = end + 1;
    skipSpace(walk);
    walk.at += 1;
    walk.path.push(name);
    walkValue(walk, typeof varying === 'object' ? (Object.hasOwn(varying, name) ? varying[name] : undefined) : varying);
    walk.path.pop();
    if (skipSpace(walk) === 0x2c) walk.at += 1;
  }
  walk.at += 1;
}

function walkList(walk: Walk, varying: Varying | undefined): void {
  walk.at += 1;
  for (let index = 0; !walk.isUnfit && skipSpace(walk) !== 0x5d; index += 1) {
    walk.path.push(index);
    walkValue(walk, varying === 'every' ? varying : undefined);
    walk.path.pop();
    if (skipSpace(walk) === 0x2c) walk.at += 1;
  }
  walk.at += 1;
}
