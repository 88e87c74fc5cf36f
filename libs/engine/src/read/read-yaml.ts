import { EVENT_ID, type Event } from 'js-yaml';
import type { SourceLocation } from '../model/location.ts';
import { type Acceptance, acceptValue, type Place } from './accept.ts';
import { lineAt } from './line-at.ts';
import { pointerLines } from './pointer-lines.ts';
import { acceptUnreadable } from './unreadable.ts';
import { contentLine, parseYamlDocument } from './yaml/parse-document.ts';
import { visitPositions } from './yaml/positions.ts';
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
    source,
    withLines: () => ({ ...source, lines: pointerLines(document.text, events, document.line, from) }),
    item: (index) => {
      const element = (elements ??= elementsOf(document, events, from))[index];
      return placeOf(document, events, { ...source, line: element?.line ?? source.line }, element?.event ?? from);
    },
  };
}

function readDocument(document: YamlDocumentText, file: string, index: number, to: Acceptance): void {
  const parsed = parseYamlDocument(document);
  if (!parsed.ok) { acceptUnreadable(document.text, parsed.problem, { file, document: index, line: document.line }, to); return; }
  const source = { file, document: index, line: contentLine(document, parsed.events) };
  acceptValue(parsed.value, placeOf(document, parsed.events, source, 0), to);
}

/** Reads a YAML stream, document by document. */
export function readYaml(text: string, file: string, to: Acceptance): void {
  let empty = 0; let firstEmpty = 1;
  const documents = splitYamlDocuments(text);
  documents.forEach((document, index) => {
    if (!isBareText(document.text)) { readDocument(document, file, index + 1, to); return; }
    if (empty === 0) firstEmpty = index + 1;
    empty += 1;
  });
  if (documents.length > 0 && empty === 0) return;
  const line = documents[firstEmpty - 1]?.line ?? 1;
  const message = documents.length === empty ? 'The file is empty.' : `${String(empty)} of ${String(documents.length)} documents in the file ${empty === 1 ? 'is' : 'are'} empty.`;
  to.diagnostics.add({ severity: 'info', code: 'EMPTY_DOCUMENT', message, source: { file, document: firstEmpty, line } });
}
