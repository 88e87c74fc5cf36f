import { whyDocument, whyText } from '@postern/engine';
import { paintFirstLine } from '../output/colour.ts';
import { writeDocument } from '../output/write-document.ts';
import { askPoint } from '../question/ask-point.ts';
import { verdictExit } from '../question/verdict-exit.ts';
import type { CommandAction } from './command.ts';

/** Says whether one end can reach another, which rules decide, and what would have to change. */
export const why: CommandAction = async (call) => {
  const answer = await askPoint(call);
  const { verdict } = answer.reachability;
  await writeDocument(call, {
    table: () => paintFirstLine(call.io, verdict, whyText(answer)), json: () => whyDocument(answer), rows: () => [whyDocument(answer)],
  });
  return verdictExit(verdict, call.options);
};
