import { answerPoint, parseTraffic, resolveEndpoint, type PointAnswer } from '@postern/engine';
import type { Call } from '../commands/command.ts';
import { openView } from './open-view.ts';

/** Asks whether the first argument can reach the second, on the traffic of the third. */
export async function askPoint(call: Call): Promise<PointAnswer> {
  const [from = '', to = '', traffic = ''] = call.positionals;
  // Read before the files: a mistyped port should not cost a minute.
  const question = parseTraffic(traffic);
  const { view } = await openView(call);
  return answerPoint(view, { from: resolveEndpoint(view, from), to: resolveEndpoint(view, to), traffic: question, basis: call.options.basis });
}
