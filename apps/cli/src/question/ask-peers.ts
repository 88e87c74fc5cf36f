import { parseTraffic, peerRecord, peersCsv, peersDocument, peersSections, peersTable, reachableFrom, resolveEndpoint, whoCanReach, type PeersAnswer } from '@postern/engine';
import type { Call } from '../commands/command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { writeDocument } from '../output/write-document.ts';
import { basisCaveats } from './basis-caveats.ts';
import { openView } from './open-view.ts';

/** Asks who can reach the first argument, or what it can reach, on the traffic of the second, and writes the answer. */
export async function askPeers(call: Call, question: PeersAnswer['question']): Promise<ExitCode> {
  const [end = '', text = ''] = call.positionals;
  const traffic = parseTraffic(text);
  const opened = await openView(call);
  const { view } = opened;
  const subject = resolveEndpoint(view, end);
  const groupBy = call.options.group;
  const peers = question === 'who' ? whoCanReach(view, { to: subject, traffic, groupBy }) : reachableFrom(view, { from: subject, traffic, groupBy });
  const answer: PeersAnswer = { question, subject, traffic, peers, caveats: [...basisCaveats(opened, call.options), ...subject.caveats] };
  await writeDocument(call, {
    table: () => peersTable(answer), json: () => peersDocument(answer), rows: () => peers.map((peer) => peerRecord(peer, answer.traffic)),
    csv: () => peersCsv(answer), markdown: () => peersSections(answer),
  });
  return EXIT.YES;
}
