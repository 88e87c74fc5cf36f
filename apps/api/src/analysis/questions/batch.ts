import { askUnder, parseProbeFields, probeFailure, probeRecord, QuestionError, readProbe } from '@postern/engine';
import type { Basis } from '@postern/engine';
import type { LoadedView } from '../loaded-view.ts';
import { basesOf } from './point.ts';

/** Answers lines of probes, in order; a line that cannot be answered says so in its place. */
export const batch = (loaded: LoadedView, { lines, basis }: { readonly lines: readonly string[]; readonly basis: Basis }): readonly string[] => lines.map((line) => JSON.stringify(answerLine(loaded, line, basis)));

function answerLine(loaded: LoadedView, line: string, basis: Basis): object {
  const fields = parseProbeFields(line);
  if (fields === undefined) return { id: null, error: { code: 'VALIDATION_FAILED', message: 'this line is no JSON object' } };
  // Echoed as it came: a number stays a number.
  const id = fields['id'] ?? null;
  try {
    const { src, dst, traffic } = readProbe(fields);
    const answer = askUnder(basesOf(loaded), { from: src, to: dst, traffic, basis });
    return { ...probeRecord('', answer), id };
  } catch (error) {
    if (error instanceof QuestionError) return { ...probeFailure('', error), id };
    throw error;
  }
}
