import { must } from './assert.mjs';

// The plain evaluator looks at every rule of the cluster, so that large ones are checked on fewer pairs.
const MOST_PODS_TIMES_PAIRS = 50_000_000;

/** Pairs drawn at random on which an answer must be the plain evaluator's, before anything is timed. */
export function checkPairs(world, count, boundsOf) {
  const { engine } = world; const firewalls = world.firewalls();
  const checked = Math.min(count, Math.ceil(MOST_PODS_TIMES_PAIRS / world.cluster.pods));
  for (let i = 0; i < checked; i++) {
    const from = world.endpoint(); const to = world.endpoint();
    const expected = engine.explainBounds(firewalls, { kind: 'endpoint', index: from }, { kind: 'endpoint', index: to });
    const actual = boundsOf(from, to);
    for (const bound of ['surely', 'possibly']) must(engine.equalSets(expected[bound], actual[bound]), `pair ${from} to ${to}, ${bound}`);
  }
}
