import type { Coverage } from '../model/coverage.ts';
import type { Diagnostic, Finding } from '../model/diagnostic.ts';
import type { LocatedObject } from '../resources/object.ts';

/** One input text with the name that locations carry. */
export interface SourceText { readonly file: string; readonly text: string }

/** What reading gives: the kept objects, in input order, with every problem met on the way. */
export interface ReadResult {
  readonly objects: readonly LocatedObject[];
  readonly diagnostics: readonly Diagnostic[];
  /** Findings that only the text can show, such as a field that the API server prunes. Looked for when they are first read. */
  readonly findings: readonly Finding[];
  readonly coverage: Coverage;
}
