import { constructFromEvents, type Event, YAMLException } from 'js-yaml';
import { READ_LIMITS } from '../limits.ts';
import { lineAt } from '../line-at.ts';
import { expandedSizeProblem } from './expanded-size.ts';
import { parseLenient } from './lenient-indentation.ts';
import { plainValue } from './plain-value.ts';
import { kubernetesSchema, NotInJson } from './scalar-schema.ts';
import type { YamlDocumentText } from './split-documents.ts';

/** Why a document could not be read; never quotes it. */
export interface DocumentProblem { readonly code: 'DOCUMENT_UNREADABLE' | 'DUPLICATE_KEY' | 'DOCUMENT_TOO_DEEP' | 'DOCUMENT_TOO_LARGE' | 'ALIASES_TOO_LARGE'; readonly reason: string; readonly line: number }

/** A parsed document with the events that tell where in `source` its values stand and the line of its first, or the reason why there is none. */
export type ParsedDocument =
  | { readonly ok: true; readonly value: unknown; readonly events: readonly Event[]; readonly source: string; readonly contentLine: number }
  | { readonly ok: false; readonly problem: DocumentProblem };

const failure = (code: DocumentProblem['code'], reason: string, line: number): ParsedDocument => ({ ok: false, problem: { code, reason, line } });

function describe(error: unknown, { line }: YamlDocumentText): ParsedDocument {
  if (error instanceof NotInJson) return failure('DOCUMENT_UNREADABLE', error.message, line);
  if (!(error instanceof YAMLException)) return failure('DOCUMENT_UNREADABLE', 'the document is too complex', line);
  const at = line + (error.mark?.line ?? 0);
  const { reason } = error;
  if (reason.startsWith('duplicated mapping key')) return failure('DUPLICATE_KEY', 'a key occurs twice in one mapping', at);
  if (reason.startsWith('nesting exceeded')) return failure('DOCUMENT_TOO_DEEP', `values are nested more than ${String(READ_LIMITS.depth)} deep`, at);
  if (/^(?:aliases|merge keys) exceeded|^abnormal merge/.test(reason)) return failure('ALIASES_TOO_LARGE', 'it repeats too much through aliases', at);
  // Some reasons quote a name from the text.
  return failure('DOCUMENT_UNREADABLE', reason.replace(/ (?:"[^"]*"|'[^']*'|!<.*)/gs, '').replace(/:.*/s, '').slice(0, 120), at);
}

/** Parses one document with Kubernetes' reading of scalars, bounded in depth and in what aliases may expand to. */
export function parseYamlDocument(document: YamlDocumentText): ParsedDocument {
  const { text, line } = document;
  if (text.length > READ_LIMITS.yamlDocumentLength) return failure('DOCUMENT_TOO_LARGE', `it is longer than ${String(READ_LIMITS.yamlDocumentLength)} characters; send it as JSON or in parts`, line);
  try {
    const { events, source } = parseLenient(text);
    const plain = plainValue(source, events);
    if (plain !== undefined) return { ok: true, value: plain.value, events, source, contentLine: contentLine(source, line, events) };
    const [value] = constructFromEvents(events, { source, schema: kubernetesSchema(), maxAliases: READ_LIMITS.aliases, maxTotalMergeKeys: READ_LIMITS.mergeKeys });
    const problem = expandedSizeProblem(events, value);
    if (problem !== null) return failure(problem === 'deep' ? 'DOCUMENT_TOO_DEEP' : 'ALIASES_TOO_LARGE', problem === 'deep' ? `aliases nest values more than ${String(READ_LIMITS.depth)} deep` : 'it repeats too much through aliases', line);
    return { ok: true, value, events, source, contentLine: contentLine(source, line, events) };
  } catch (error) {
    return describe(error, document);
  }
}

function contentLine(source: string, firstLine: number, events: readonly Event[]): number {
  for (const event of events) {
    if ('start' in event) return lineAt(source, event.start, firstLine);
    if ('valueStart' in event) return lineAt(source, event.valueStart, firstLine);
  }
  return firstLine;
}
