import { askUnder, parseProbeFields, probeFailure, probeRecord, QuestionError, readProbe } from '@postern/engine';
import { usageFailure } from '../command-failure.ts';
import { EXIT } from '../exit-code.ts';
import { openView, type OpenedView } from '../question/open-view.ts';
import { readLines } from '../read-lines.ts';
import type { Call, CommandAction } from './command.ts';

/** Answers one JSON question a line, in order and as they come. A line that cannot be answered gets a record that says why. */
export const probe: CommandAction = async (call) => {
  if (call.options.in.includes('-')) throw usageFailure('--in -: standard input is where the questions come from');
  const opened = await openView(call);
  let number = 0;
  for await (const line of readLines(call.io.input)) {
    number += 1;
    if (line?.trim() === '') continue;
    await call.io.write(`${JSON.stringify(answerLine(line, number, opened, call))}\n`);
  }
  return EXIT.YES;
};

function answerLine(line: string | undefined, number: number, opened: OpenedView, { options }: Call): object {
  const fields = line === undefined ? undefined : parseProbeFields(line);
  if (fields === undefined) return { id: null, error: { code: 'VALIDATION_FAILED', message: `line ${String(number)} is no JSON object` } };
  // Echoed as it came: a number stays a number.
  const id = fields['id'] ?? null;
  try {
    const { src, dst, traffic } = readProbe(fields);
    const answer = askUnder(opened, { from: src, to: dst, traffic, basis: options.basis });
    return withId(id, probeRecord('', answer));
  } catch (error) {
    if (!(error instanceof QuestionError)) throw error;
    return withId(id, probeFailure('', error));
  }
}

const withId = (id: unknown, record: object): object => ({ ...record, id });
