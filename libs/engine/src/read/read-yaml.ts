import { EVENT_ID, type Event } from 'js-yaml';
import type { SourceLocation } from '../model/location.ts';
import { type Acceptance, acceptValue, listAcceptance, type Place } from './accept.ts';
import { lineAt } from './line-at.ts';
import { deferred } from './deferred.ts';
import { READ_LIMITS } from './limits.ts';
import { pointerLines } from './pointer-lines.ts';
import { acceptUnreadable } from './unreadable.ts';
import { parseLenient } from './yaml/lenient-indentation.ts';
import { parseYamlDocument } from './yaml/parse-document.ts';
import { visitPositions } from './yaml/positions.ts';
import { splitYamlList } from './yaml/split-list.ts';
import { isBareText, splitYamlDocuments, type YamlDocumentText } from './yaml/split-documents.ts';

interface Element { readonly line: number; readonly event: number }

/** Where the elements of the value that begins at `from` stand, when it is a list or a Kubernetes List. */
function elementsOf({ text, line }: YamlDocumentText, events: readonly Event[], from: number): readonly Element[] {
  const elements: Element[] = [];
  const isList = events[from === 0 ? 1 : from]?.type === EVENT_ID.SEQUENCE;
  let offset = 0; let at = line;
  visitPositions(text, events, (path, start, event) => {
    if (!(isList ? path.length === 1 : path.length === 2 && path[0] === 'items')) return;
    at = lineAt(text, start, at, offset);
    offset = start;
    elements.push({ line: at, event });
  }, from);
  return elements;
}

function placeOf(document: YamlDocumentText, events: readonly Event[], source: SourceLocation, from: number): Place {
  let elements: readonly Element[] | undefined;
  return {
    source, ...(from === 0 && { text: document.text }),
    withLines: () => withLines(source, document, from),
    item: (index) => {
      const element = (elements ??= elementsOf(document, events, from))[index];
      return placeOf(document, events, { ...source, line: element?.line ?? source.line }, element?.event ?? from);
    },
  };
}

/** Few policies are ever asked for their lines, so the text is parsed once more for those that are; its events would take 25 times the memory of it. */
function withLines(source: SourceLocation, { text, line }: YamlDocumentText, from: number): SourceLocation {
  let lines: SourceLocation['lines'];
  return { ...source, get lines() { return lines ??= pointerLines(text, parseLenient(text).events, line, from); } };
}

const HAS_ANCHOR = /[\s[{,]&[^\s&]/;

/**
 * Reads a List element by element. Where every element must parse and one does not, nothing is read: a line inside quotes
 * may look like the beginning of an element, which only the whole shows.
 */
function readItems(document: YamlDocumentText, file: string, index: number, to: Acceptance, mustAllParse: boolean): boolean {
  const split = splitYamlList(document);
  const list = split === undefined ? undefined : parseYamlDocument(split.rest);
  const { to: memory, commit } = deferred(to);
  const accept = list?.ok === true ? listAcceptance(list.value, memory) : undefined;
  if (split === undefined || accept === undefined) return false;
  for (const item of split.items) {
    const parsed = parseYamlDocument(item);
    if (mustAllParse && !parsed.ok) return false;
    const source = { file, document: index, line: item.line };
    if (parsed.ok) accept(parsed.value, placeOf({ text: parsed.source, line: item.line }, parsed.events, source, 0));
    else acceptUnreadable(item.text, parsed.problem, source, memory);
  }
  commit();
  return true;
}

/** False where the document is empty. */
function readDocument(document: YamlDocumentText, file: string, index: number, to: Acceptance): boolean {
  if (isBareText(document.text)) return false;
  if (document.text.length > READ_LIMITS.wholeListLength && !HAS_ANCHOR.test(document.text) && readItems(document, file, index, to, true)) return true;
  const parsed = parseYamlDocument(document);
  if (!parsed.ok && readItems(document, file, index, to, false)) return true;
  if (!parsed.ok) { acceptUnreadable(document.text, parsed.problem, { file, document: index, line: document.line }, to); return true; }
  if (parsed.value === null || parsed.value === undefined) return false;
  const source = { file, document: index, line: parsed.contentLine };
  acceptValue(parsed.value, placeOf({ text: parsed.source, line: document.line }, parsed.events, source, 0), to);
  return true;
}

/** Reads a YAML stream, document by document. An empty one at the end is only a marker too many. */
export function readYaml(text: string, file: string, to: Acceptance): void {
  const documents = splitYamlDocuments(text);
  const empty = documents.flatMap((document, index) => (readDocument(document, file, index + 1, to) ? [] : [{ document: index + 1, line: document.line }]));
  const isFileEmpty = empty.length === documents.length;
  const told = isFileEmpty ? empty : empty.filter(({ document }) => document < documents.length);
  if (told.length === 0 && documents.length > 0) return;
  const message = isFileEmpty ? 'The file is empty.' : `${String(told.length)} of ${String(documents.length)} documents in the file ${told.length === 1 ? 'is' : 'are'} empty.`;
  to.diagnostics.add({ severity: 'info', code: 'EMPTY_DOCUMENT', message, source: { file, document: told[0]?.document ?? 1, line: told[0]?.line ?? 1 } });
}
