import { exposureCsv, exposureDocument, exposureOf, exposureRecord, exposureSections, exposureTable, type Direction } from '@postern/engine';
import { usageFailure } from '../command-failure.ts';
import { EXIT } from '../exit-code.ts';
import { writeDocument } from '../output/write-document.ts';
import { basisCaveats } from '../question/basis-caveats.ts';
import { openView } from '../question/open-view.ts';
import type { CommandAction } from './command.ts';

/** Lists what the outside can reach and through what, and what can reach the internet. */
export const exposed: CommandAction = async (call) => {
  const directions = readDirections(call.positionals[0]);
  const opened = await openView(call);
  const { view, snapshot } = opened;
  const caveats = basisCaveats(opened, call.options);
  const answers = directions.map((direction) => exposureOf(view, snapshot, { direction, groupBy: call.options.group }));
  await writeDocument(call, {
    table: () => exposureTable(answers, caveats), json: () => exposureDocument(answers, caveats),
    rows: () => answers.flatMap(({ items, direction }) => items.map((item) => exposureRecord(item, direction))),
    csv: () => exposureCsv(answers), markdown: () => exposureSections(answers, caveats),
  });
  return EXIT.YES;
};

function readDirections(text: string | undefined): readonly Direction[] {
  if (text === undefined) return ['ingress', 'egress'];
  if (text === 'ingress' || text === 'egress') return [text];
  throw usageFailure(`${text}: it is ingress (what the outside can reach) or egress (what can reach the internet)`);
}
