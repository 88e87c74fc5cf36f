import { isWordOfType, NotInJson, plainScalar } from './scalar-schema.ts';

/** A document in the plain style, with the offset at which its content begins. */
export interface PlainDocument { readonly value: unknown; readonly start: number }

/** Not in the plain style: the whole parser has to look, which may well take it. */
class NotPlain extends Error {}

// One for all, since making one costs more than a short document.
const NOT_PLAIN = new NotPlain();

/** Where in the text the next line with content begins; an indent of -1 is the end. */
interface Cursor { readonly text: string; at: number; indent: number; depth: number }

const NEWLINE = 0x0a; const SPACE = 0x20; const DOUBLE_QUOTE = 0x22; const HASH = 0x23; const SINGLE_QUOTE = 0x27; const DASH = 0x2d; const COLON = 0x3a; const BRACKET = 0x5b; const BRACE = 0x7b;
/** Far below what the whole parser allows, so that the limit is its own matter. */
const MOST_DEPTH = 40;
/** A key without a mark may be no longer than 1024 characters. */
const MOST_KEY = 512;

/** Tabs, carriage returns and everything beyond ASCII have rules of their own. */
const OTHER_CHARACTER = /[^\n -~]/;
const FLOW_WORDS = /^\[(?: *[A-Za-z0-9][\w./-]* *(?:, *[A-Za-z0-9][\w./-]* *)*)?\]$/;

/** Characters that no token but a plain scalar begins with, `-` apart. */
const BEGINS_PLAIN = new Uint8Array(128);
const IN_KEY = new Uint8Array(128);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./+~=($;^\\') BEGINS_PLAIN[character.charCodeAt(0)] = 1;
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./-') IN_KEY[character.charCodeAt(0)] = 1;

const isBlankOrEnd = (code: number): boolean => code === SPACE || code === NEWLINE || Number.isNaN(code);

function skipSpaces({ text }: Cursor, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at += 1;
  return at;
}

function endOfLine({ text }: Cursor, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline;
}

/** Moves to the first line with content at or after an offset that begins a line. */
function toContent(cursor: Cursor, lineStart: number): void {
  const { text } = cursor;
  for (let start = lineStart; start < text.length;) {
    const at = skipSpaces(cursor, start);
    const code = text.charCodeAt(at);
    if (code !== NEWLINE && code !== HASH && at < text.length) { cursor.at = at; cursor.indent = at - start; return; }
    start = endOfLine(cursor, at) + 1;
  }
  cursor.at = text.length;
  cursor.indent = -1;
}

const toNextLine = (cursor: Cursor, from: number): void => { toContent(cursor, endOfLine(cursor, from) + 1); };

/** Where the key that begins at an offset ends, quotes included; -1 where no key begins there. */
function keyEnd({ text }: Cursor, from: number): number {
  const quote = text.charCodeAt(from);
  const isQuoted = quote === DOUBLE_QUOTE || quote === SINGLE_QUOTE;
  let at = isQuoted ? from + 1 : from;
  while (IN_KEY[text.charCodeAt(at)] === 1) at += 1;
  if (isQuoted) { if (text.charCodeAt(at) === quote) at += 1; else return -1; }
  return text.charCodeAt(at) === COLON && isBlankOrEnd(text.charCodeAt(at + 1)) && at > from && at - from < MOST_KEY ? at : -1;
}

/** The key between two offsets. */
function keyAt({ text }: Cursor, from: number, end: number): string {
  const first = text.charCodeAt(from);
  const isQuoted = first === DOUBLE_QUOTE || first === SINGLE_QUOTE;
  const key = isQuoted ? text.slice(from + 1, end - 1) : text.slice(from, end);
  // Such keys are no text, or no key of its own.
  if (!isQuoted && (first < 0x3a || isWordOfType(key))) throw NOT_PLAIN;
  if (key === '__proto__') throw NOT_PLAIN;
  return key;
}

/** A scalar, or a list of words in brackets, that ends with its line. */
function inlineValue(cursor: Cursor, from: number, end: number): unknown {
  const { text } = cursor;
  const first = text.charCodeAt(from);
  if (BEGINS_PLAIN[first] === 1 || (first === DASH && !isBlankOrEnd(text.charCodeAt(from + 1)))) return plainScalar(plainText(text, from, end));
  const token = text.slice(from, end);
  if (first === DOUBLE_QUOTE || first === SINGLE_QUOTE) return quotedText(token);
  if (first === BRACKET && FLOW_WORDS.test(token)) return wordsIn(token);
  if (first === BRACE && token === '{}') return {};
  throw NOT_PLAIN;
}

/** Of a quoted scalar without escapes that ends with its line. */
function quotedText(token: string): string {
  const quote = token.charAt(0);
  if (token.indexOf(quote, 1) !== token.length - 1 || token.length === 1 || (quote === '"' && token.includes('\\'))) throw NOT_PLAIN;
  return token.slice(1, -1);
}

function wordsIn(token: string): unknown[] {
  const inside = token.slice(1, -1).trim();
  return inside === '' ? [] : inside.split(',').map((word) => plainScalar(word.trim()));
}

/** Without a comment behind it, nor what would be a key, nor white space at the end. */
function plainText(text: string, from: number, end: number): string {
  let before = 0;
  for (let at = from; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if ((code === HASH && before === SPACE) || (before === COLON && code === SPACE)) throw NOT_PLAIN;
    before = code;
  }
  if (before === COLON || before === SPACE) throw NOT_PLAIN;
  return text.slice(from, end);
}

/** The value behind a key, whose mapping stands at an indent; the cursor goes to the line after it. */
function valueOf(cursor: Cursor, colon: number, indent: number): unknown {
  const from = skipSpaces(cursor, colon + 1);
  const end = endOfLine(cursor, from);
  if (from < end) return inlineLine(cursor, from, end, indent);
  toContent(cursor, end + 1);
  if (cursor.indent > indent) return block(cursor);
  return cursor.indent === indent && isDash(cursor) ? sequence(cursor, indent) : null;
}

/** A value that would go on in the next line is for the whole parser. */
function inlineLine(cursor: Cursor, from: number, end: number, indent: number): unknown {
  const value = inlineValue(cursor, from, end);
  toContent(cursor, end + 1);
  if (cursor.indent > indent) throw NOT_PLAIN;
  return value;
}

const isDash = ({ text, at }: Cursor): boolean => text.charCodeAt(at) === DASH && isBlankOrEnd(text.charCodeAt(at + 1));

function block(cursor: Cursor): unknown {
  if ((cursor.depth += 1) > MOST_DEPTH) throw NOT_PLAIN;
  const value = isDash(cursor) ? sequence(cursor, cursor.indent) : mapping(cursor, cursor.indent);
  cursor.depth -= 1;
  return value;
}

function mapping(cursor: Cursor, indent: number): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  do {
    const from = cursor.at; const end = keyEnd(cursor, from);
    if (end < 0) throw NOT_PLAIN;
    const key = keyAt(cursor, from, end);
    if (Object.hasOwn(out, key)) throw NOT_PLAIN;
    out[key] = valueOf(cursor, end, indent);
  } while (cursor.indent === indent);
  if (cursor.indent > indent) throw NOT_PLAIN;
  return out;
}

function sequence(cursor: Cursor, indent: number): unknown[] {
  const out: unknown[] = [];
  do out.push(element(cursor, indent)); while (cursor.indent === indent && isDash(cursor));
  if (cursor.indent > indent) throw NOT_PLAIN;
  return out;
}

/** What stands behind a dash. */
function element(cursor: Cursor, indent: number): unknown {
  const { at } = cursor;
  const from = skipSpaces(cursor, at + 1);
  const end = endOfLine(cursor, from);
  if (from === end) throw NOT_PLAIN;
  cursor.at = from;
  if (!isDash(cursor) && keyEnd(cursor, from) < 0) return inlineLine(cursor, from, end, indent);
  cursor.indent = indent + from - at;
  return block(cursor);
}

/** Over what marks the beginning of the document, unless content stands on the same line. */
function pastMarker(cursor: Cursor): void {
  if (cursor.indent !== 0 || !cursor.text.startsWith('---', cursor.at)) return;
  const end = endOfLine(cursor, cursor.at);
  if (skipSpaces(cursor, cursor.at + 3) !== end) throw NOT_PLAIN;
  toNextLine(cursor, end);
}

/**
 * Parses a document in the style in which nearly all manifests are written: block mappings and lists, scalars of one line
 * in ASCII, no comment behind a value, no anchor, no tag. Several times faster than the whole parser, and what it gives is
 * what that would give; undefined for every other document, right or wrong.
 */
export function parsePlainDocument(text: string): PlainDocument | undefined {
  if (OTHER_CHARACTER.test(text)) return undefined;
  const cursor: Cursor = { text, at: 0, indent: 0, depth: 0 };
  try {
    toContent(cursor, 0);
    pastMarker(cursor);
    if (cursor.indent < 0) return undefined;
    const start = cursor.at;
    const value = block(cursor);
    return cursor.indent === -1 ? { value, start } : undefined;
  } catch (error) {
    if (error instanceof NotPlain || error instanceof NotInJson) return undefined;
    throw error;
  }
}
