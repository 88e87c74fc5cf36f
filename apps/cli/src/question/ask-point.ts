import { askUnder, parseTraffic, type PointAnswer } from '@postern/engine';
import type { Call } from '../commands/command.ts';
import { openView } from './open-view.ts';

/** Asks whether the first argument can reach the second, on the traffic of the third. */
export async function askPoint(call: Call): Promise<PointAnswer> {
  const [from = '', to = '', traffic = ''] = call.positionals;
  // Read before the files: a mistyped port should not cost a minute.
  const question = parseTraffic(traffic);
  return askUnder(await openView(call), { from, to, traffic: question, basis: call.options.basis });
}
