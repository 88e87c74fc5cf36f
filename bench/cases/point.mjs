import { perCall } from '../measure/cpu.mjs';
import { checkPairs } from '../measure/sampled-pairs.mjs';
import { podReferences } from '../measure/world.mjs';

const PAIRS = 200_000;

/** Can A reach B: the exact set of one pair, and the whole answer to one question over the same. */
export function point(world) {
  const { engine } = world; const view = world.view();
  checkPairs(world, 500, (from, to) => engine.pairBounds(view, { kind: 'endpoint', index: from }, { kind: 'endpoint', index: to }));
  const ends = Int32Array.from({ length: 2 * PAIRS }, () => world.endpoint());
  const selections = podReferences(world, 400).map((reference) => engine.resolveEndpoint(view, reference));
  const pair = (i) => () => {
    for (let k = 0; k < 100; k++) engine.pairBounds(view, { kind: 'endpoint', index: ends[(i + 2 * k) % ends.length] }, { kind: 'endpoint', index: ends[(i + 2 * k + 1) % ends.length] });
  };
  return {
    unit: 'µs',
    times: {
      'exact set': perCall(Array.from({ length: PAIRS / 100 }, (_, i) => pair(200 * i))) / 100,
      'whole answer': perCall(selections.map((from, i) => () => engine.canReach(view, { from, to: selections[(i + 1) % selections.length], traffic: null }))),
    },
  };
}
