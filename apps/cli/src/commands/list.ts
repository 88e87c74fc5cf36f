import { connectionRecord, connectionsCsv, connectionsDot, connectionsOf, connectionsPieces, connectionsSections, connectionsTable, omittedFromList } from '@postern/engine';
import { EXIT } from '../exit-code.ts';
import { writeDocument } from '../output/write-document.ts';
import { basisCaveats } from '../question/basis-caveats.ts';
import { openView } from '../question/open-view.ts';
import type { CommandAction } from './command.ts';

/** Lists every pair that can connect. */
export const list: CommandAction = async (call) => {
  const opened = await openView(call);
  const { view } = opened;
  const caveats = basisCaveats(opened, call.options);
  const connections = connectionsOf(view, { groupBy: call.options.group });
  const omitted = omittedFromList(view);
  await writeDocument(call, {
    table: () => connectionsTable(connections, caveats, omitted), json: () => connectionsPieces(connections, caveats, omitted, 2), rows: () => records(connections),
    csv: () => connectionsCsv(connections), markdown: () => connectionsSections(connections, caveats, omitted), dot: () => connectionsDot(connections),
  });
  return EXIT.YES;
};

/** One row at a time: a whole cluster's list may not fit in memory as text. */
function* records(connections: ReturnType<typeof connectionsOf>): Generator<object> {
  for (const connection of connections) yield connectionRecord(connection);
}
