import { must } from '../measure/assert.mjs';
import { perCall } from '../measure/cpu.mjs';

const PAIRS = 300;

/** Why: one pair explained rule by rule. */
export function explain(world) {
  const { engine } = world; const firewalls = world.firewalls(); const view = world.view();
  const end = (index) => ({ kind: 'endpoint', index });
  const pairs = Array.from({ length: PAIRS }, () => [end(world.random.pick(world.pods())), end(world.random.pick(world.pods()))]);
  for (const [from, to] of pairs) {
    const { surely } = engine.pairBounds(view, from, to);
    const { verdict } = engine.explainPair(firewalls, from, to, null);
    must((verdict === 'DENIED') === engine.isEmptySet(surely) || verdict === 'UNKNOWN', `the verdict of ${from.index} to ${to.index}`);
  }
  return { unit: 'µs', times: { 'one pair': perCall(pairs.map(([from, to]) => () => engine.explainPair(firewalls, from, to, null)), 600) } };
}
