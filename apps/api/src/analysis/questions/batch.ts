import { answerPoint, parseProbeFields, probeFailure, probeRecord, QuestionError, readProbe, resolveEndpoint } from '@postern/engine';
import type { LoadedView } from '../loaded-view.ts';

/** Answers lines of probes, in order; a line that cannot be answered says so in its place. */
export const batch = (loaded: LoadedView, lines: readonly string[]): readonly string[] => lines.map((line) => JSON.stringify(answerLine(loaded, line)));

function answerLine({ view }: LoadedView, line: string): object {
  const fields = parseProbeFields(line);
  if (fields === undefined) return { id: null, error: { code: 'VALIDATION_FAILED', message: 'this line is no JSON object' } };
  // Echoed as it came: a number stays a number.
  const id = fields['id'] ?? null;
  try {
    const { src, dst, traffic } = readProbe(fields);
    const answer = answerPoint(view, { from: resolveEndpoint(view, src), to: resolveEndpoint(view, dst), traffic, basis: 'EFFECTIVE' });
    return { ...probeRecord('', answer), id };
  } catch (error) {
    if (error instanceof QuestionError) return { ...probeFailure('', error), id };
    throw error;
  }
}
