import { must } from './assert.mjs';

/** Pairs drawn at random on which an answer must be the plain evaluator's, before anything is timed. */
export function checkPairs(world, count, boundsOf) {
  const { engine } = world; const firewalls = world.firewalls();
  for (let i = 0; i < count; i++) {
    const from = world.endpoint(); const to = world.endpoint();
    const expected = engine.explainBounds(firewalls, { kind: 'endpoint', index: from }, { kind: 'endpoint', index: to });
    const actual = boundsOf(from, to);
    for (const bound of ['surely', 'possibly']) must(engine.equalSets(expected[bound], actual[bound]), `pair ${from} to ${to}, ${bound}`);
  }
}
