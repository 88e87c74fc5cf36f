import type { Finding } from '../model/diagnostic.ts';
import { readPolicy } from '../policies/parse.ts';
import { identityOf } from '../resources/checked-object.ts';
import type { LocatedObject } from '../resources/object.ts';
import type { Acceptance } from './accept.ts';
import { createDiagnosticSink } from './diagnostic-sink.ts';
import { isNdjson, looksLikeJson } from './json/detect.ts';
import { splitJsonValues } from './json/split-values.ts';
import { createKindCounter } from './kind-counter.ts';
import { lineAt } from './line-at.ts';
import { createPodLines } from './pod-lines.ts';
import { isReadPolicy } from './policy-projection.ts';
import { readJsonDocument, readJsonLine } from './read-json.ts';
import { readYaml } from './read-yaml.ts';
import type { ReadResult, SourceText } from './result.ts';
import { isBinaryText } from './text-hints.ts';
import { withoutDuplicates } from './without-duplicates.ts';

/** Reads texts one after the other and gives everything at the end. */
export interface ReadSession {
  /** Reads one whole text of YAML, JSON or NDJSON, whichever it is. */
  readonly text: (source: SourceText) => void;
  /** Reads whole lines of one long NDJSON stream; the numbers of lines continue from block to block of the same file. */
  readonly ndjson: (block: string, file: string) => void;
  /** What was read. The session can go on after it. */
  readonly finish: () => ReadResult;
}

interface Progress { line: number; document: number }

function readLines(block: string, file: string, progress: Progress, to: Acceptance): void {
  for (let start = 0; start < block.length;) {
    const newline = block.indexOf('\n', start);
    const end = newline < 0 ? block.length : newline;
    const text = block.slice(start, end);
    if (/\S/.test(text)) readJsonLine({ text, file, document: (progress.document += 1), line: progress.line }, to);
    progress.line += 1;
    start = end + 1;
  }
}

function readText({ file, text: raw }: SourceText, to: Acceptance): void {
  const text = raw.startsWith('\uFEFF') ? raw.slice(1) : raw;
  if (isBinaryText(text)) { to.diagnostics.add({ severity: 'error', code: 'NOT_TEXT', message: 'The file is not text.', state: 'unreadable', source: { file, document: 1, line: 1 } }); return; }
  if (!looksLikeJson(text)) { readYaml(text, file, to); return; }
  if (isNdjson(text)) { readLines(text, file, { line: 1, document: 0 }, to); return; }
  let offset = 0; let line = 1;
  splitJsonValues(text).forEach(({ text: part, start }, index) => {
    line = lineAt(text, start, line, offset);
    offset = start;
    readJsonDocument({ text: part, file, document: index + 1, line }, to);
  });
}

/** Findings that only the text of policies shows, such as a pruned field; their problems are told again when the snapshot is built. */
export function textFindings(objects: readonly LocatedObject[]): readonly Finding[] {
  return objects.filter((object) => object.isUnreadable !== true && isReadPolicy(object.group, object.kind))
    .flatMap((object) => readPolicy({ identity: identityOf(object), apiVersion: object.apiVersion, value: object.value, source: object.source }).findings);
}

/** Starts a session. Texts may come in any number and order; a bad document never loses the others. */
export function createReadSession(): ReadSession {
  const objects: LocatedObject[] = [];
  const streams = new Map<string, Progress>();
  const to: Acceptance = { keep: (object) => { objects.push(object); }, diagnostics: createDiagnosticSink(), kinds: createKindCounter(), lastKept: new Map(), podLines: createPodLines() };
  return {
    text: (source) => { readText(source, to); },
    ndjson: (block, file) => {
      const progress = streams.get(file) ?? { line: 1, document: 0 };
      const isFirst = !streams.has(file);
      streams.set(file, progress);
      readLines(isFirst && block.startsWith('\uFEFF') ? block.slice(1) : block, file, progress, to);
    },
    finish: () => {
      const unique = withoutDuplicates(objects);
      let findings: readonly Finding[] | undefined;
      return {
        objects: unique.objects, diagnostics: [...to.diagnostics.all(), ...unique.diagnostics], coverage: to.kinds.coverage(),
        get findings() { return findings ??= textFindings(unique.objects); },
      };
    },
  };
}

/** Reads texts at once. */
export function readTexts(sources: Iterable<SourceText>): ReadResult {
  const session = createReadSession();
  for (const source of sources) session.text(source);
  return session.finish();
}
