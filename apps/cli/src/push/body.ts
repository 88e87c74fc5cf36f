import type { SourceText } from '@postern/engine';

export type BodyKind = 'application/x-ndjson' | 'application/yaml';

const NDJSON_FILE = /\.(?:ndjson|jsonl)(?:\.gz)?$/i;

/** What the sources are sent as: one object a line where all of them are that, else one stream of YAML, of which JSON is a part. */
export function bodyKind(sources: readonly SourceText[]): BodyKind {
  return sources.every(({ file, text }) => NDJSON_FILE.test(file) || (file === '-' && isNdjson(text))) ? 'application/x-ndjson' : 'application/yaml';
}

/** Standard input has no name that says so: two lines that are an object each. */
function isNdjson(text: string): boolean {
  const [first = '', second = ''] = text.split('\n', 2);
  return [first, second].every((line) => line.startsWith('{') && line.trimEnd().endsWith('}'));
}

/** The sources as one text, in pieces. */
export function* bodyPieces(sources: Iterable<SourceText>, kind: BodyKind): Generator<string> {
  let isFirst = true;
  for (const { text } of sources) {
    if (kind === 'application/yaml' && !isFirst) yield '---\n';
    yield text;
    if (!text.endsWith('\n')) yield '\n';
    isFirst = false;
  }
}
