import { canDocument, canText } from '@postern/engine';
import { paintFirstLine } from '../output/colour.ts';
import { writeDocument } from '../output/write-document.ts';
import { askPoint } from '../question/ask-point.ts';
import { verdictExit } from '../question/verdict-exit.ts';
import type { CommandAction } from './command.ts';

/** Says whether one end can reach another. */
export const can: CommandAction = async (call) => {
  const answer = await askPoint(call);
  const { verdict } = answer.reachability;
  await writeDocument(call, {
    table: () => paintFirstLine(call.io, verdict, canText(answer)), json: () => canDocument(answer), rows: () => [canDocument(answer)],
  });
  return verdictExit(verdict, call.options);
};
