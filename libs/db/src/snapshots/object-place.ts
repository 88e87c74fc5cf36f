import type { SourceLocation } from '@postern/engine';

/** Where the objects of a version were written, as stored: steps from one object to the next, joined by commas. */
export interface LocationRow {
  readonly files: readonly string[];
  readonly fileSteps: string;
  readonly documentSteps: string;
  readonly lineSteps: string;
  readonly pointerLines: Readonly<Record<string, Readonly<Record<string, number>>>> | null;
}

const steps = (text: string): Int32Array => (text === '' ? new Int32Array() : Int32Array.from(text.split(','), Number));

/** Hands out the places of a version's objects, one after the other in the order of identities. */
export function placesOf(row: LocationRow): { next(): SourceLocation } {
  const fileSteps = steps(row.fileSteps);
  const documentSteps = steps(row.documentSteps);
  const lineSteps = steps(row.lineSteps);
  let [place, file, document, line] = [0, 0, 0, 0];
  return {
    next() {
      file += fileSteps[place] ?? 0;
      document += documentSteps[place] ?? 0;
      line += lineSteps[place] ?? 0;
      const lines = row.pointerLines?.[place];
      place += 1;
      return { file: row.files[file] ?? '', document, line, ...(lines === undefined ? {} : { lines }) };
    },
  };
}
