import { parentPointer } from './json-pointer.ts';
import type { SourceLocation } from './location.ts';

/** The place of a pointer inside an object: its own line where known, else that of the nearest enclosing value. */
export function atPointer(source: SourceLocation, pointer: string): SourceLocation {
  for (let at: string | undefined = pointer; at !== undefined && source.lines !== undefined; at = parentPointer(at)) {
    const line = Object.hasOwn(source.lines, at) ? source.lines[at] : undefined;
    if (line !== undefined) return { file: source.file, document: source.document, line };
  }
  return source.lines === undefined ? source : { file: source.file, document: source.document, line: source.line };
}
