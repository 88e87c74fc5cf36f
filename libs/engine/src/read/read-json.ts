import { parseEvents } from 'js-yaml';
import type { SourceLocation } from '../model/location.ts';
import { type Acceptance, acceptValue, listAcceptance, type Place } from './accept.ts';
import { type JsonScan, scanJson } from './json/scan.ts';
import { READ_LIMITS } from './limits.ts';
import { lineAt } from './line-at.ts';
import { pointerLines } from './pointer-lines.ts';
import { acceptUnreadable } from './unreadable.ts';
import type { DocumentProblem } from './yaml/parse-document.ts';

/** A JSON text inside a file. */
export interface JsonPart { readonly text: string; readonly file: string; readonly document: number; readonly line: number }

/** The parsed value; the message of the engine's own parser quotes the text, so only its position is used. */
function parse({ text, line }: JsonPart): { readonly value: unknown } | { readonly problem: DocumentProblem } {
  if (text.length > READ_LIMITS.jsonDocumentLength) return { problem: { code: 'DOCUMENT_TOO_LARGE', reason: `it is longer than ${String(READ_LIMITS.jsonDocumentLength)} characters`, line } };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const isCut = position === undefined;
    return { problem: { code: 'DOCUMENT_UNREADABLE', reason: isCut ? 'the JSON ends too early' : 'the JSON is malformed', line: lineAt(text, isCut ? text.length : Number(position), line) } };
  }
}

/** One line of JSON has one line number, which says all. */
const linesOf = (text: string, line: number): { readonly lines?: Readonly<Record<string, number>> } => {
  if (!text.includes('\n')) return {};
  try {
    return { lines: pointerLines(text, parseEvents(text, { maxDepth: READ_LIMITS.depth }), line) };
  } catch { return {}; }
};

function placeOf(part: JsonPart, source: SourceLocation, items: readonly { readonly start: number; readonly end: number }[]): Place {
  let offset = 0; let line = part.line;
  const here: Place = {
    source, withLines: () => ({ ...source, ...linesOf(part.text, part.line) }),
    item: (index) => {
      const item = items[index];
      if (item === undefined) return here;
      if (item.start < offset) { offset = 0; line = part.line; }
      line = lineAt(part.text, item.start, line, offset);
      offset = item.start;
      const at = { ...source, line };
      const text = { ...part, line };
      return { source: at, item: () => placeOf(text, at, []), withLines: () => ({ ...at, ...linesOf(part.text.slice(item.start, item.end), text.line) }) };
    },
  };
  return here;
}

const DUPLICATE = { code: 'DUPLICATE_KEY', reason: 'a key occurs twice in one object' } as const;

/** Reads a List element by element where one has a key twice, so that it loses no other. */
function readItems(part: JsonPart, { items }: JsonScan, accept: (item: unknown, place: Place) => void, to: Acceptance): void {
  let offset = 0; let line = part.line;
  for (const { start, end } of items) {
    const text = part.text.slice(start, end);
    line = lineAt(part.text, start, line, offset);
    offset = start;
    const at = { ...part, text, line };
    const source = { file: part.file, document: part.document, line };
    const scan = scanJson(text);
    if (scan.duplicateAt >= 0) acceptUnreadable(text, { ...DUPLICATE, line: lineAt(text, scan.duplicateAt, line) }, source, to);
    else accept(JSON.parse(text), placeOf(at, source, scan.items));
  }
}

/** Reads one JSON document of any size. */
export function readJsonDocument(part: JsonPart, to: Acceptance): void {
  const source = { file: part.file, document: part.document, line: part.line };
  const parsed = parse(part);
  const fail = (problem: DocumentProblem): void => { acceptUnreadable(part.text, problem, source, to); };
  if ('problem' in parsed) { fail(parsed.problem); return; }
  const scan = scanJson(part.text);
  const accept = scan.duplicateAt >= 0 && scan.items.length > 0 ? listAcceptance(parsed.value, to) : undefined;
  if (accept !== undefined) readItems(part, scan, accept, to);
  else if (scan.isTooDeep) fail({ code: 'DOCUMENT_TOO_DEEP', reason: `values are nested more than ${String(READ_LIMITS.depth)} deep`, line: part.line });
  else if (scan.duplicateAt >= 0) fail({ ...DUPLICATE, line: lineAt(part.text, scan.duplicateAt, part.line) });
  else acceptValue(parsed.value, placeOf(part, source, scan.items), to);
}

const mayNest = (text: string): boolean => text.includes('Policy"') || text.includes('List"');

/** Reads one line of NDJSON. Only policies and lists, where a repeated key or deep nesting matters, are scanned twice, and Pods that repeat the last one not at all. */
export function readJsonLine(part: JsonPart, to: Acceptance): void {
  const source = { file: part.file, document: part.document, line: part.line };
  if (part.text.length > READ_LIMITS.ndjsonLineLength) {
    acceptUnreadable(part.text, { code: 'DOCUMENT_TOO_LARGE', reason: `the line is longer than ${String(READ_LIMITS.ndjsonLineLength)} characters`, line: part.line }, source, to);
    return;
  }
  const pod = to.podLines.next(part.text, source);
  if (pod !== null) { to.kinds.count(pod.group, pod.apiVersion, pod.kind, true); to.keep(pod); return; }
  if (mayNest(part.text)) { readJsonDocument(part, to); return; }
  const parsed = parse(part);
  if ('problem' in parsed) acceptUnreadable(part.text, parsed.problem, source, to);
  else { acceptValue(parsed.value, placeOf(part, source, []), to); to.podLines.parsed(part.text); }
}
