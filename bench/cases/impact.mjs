import { must } from '../measure/assert.mjs';
import { medianRun } from '../measure/cpu.mjs';
import { createWorld } from '../measure/world.mjs';

const RUNS = { 1000: 9, 10_000: 5 };

/** What each policy does and whether each of its rules does anything, with compiling, since a view does not keep its rules. */
export function impact(world) {
  const { engine, cluster } = world;
  checkImpact(createWorld(engine, { ...cluster, pods: 100 }));
  const runs = RUNS[cluster.pods] ?? 1; const firewalls = world.firewalls(); let slices = 0;
  const ask = (options) => finish(engine.policyImpacts(firewalls, options), () => { slices += 1; });
  const counters = engine.newCounters(); const impacts = ask({ counters });
  const count = (effect) => impacts.filter((each) => each.effect === effect).length;
  return {
    unit: 'ms',
    counters: { policies: impacts.length, none: count('NONE'), 'own side': count('OWN_SIDE'), slices, rowsWithoutPolicy: counters.rowsWithoutPolicy, rowsWithoutRule: counters.rowsWithoutRule },
    times: { 'policies and rules': medianRun(runs, () => ask({})), policies: medianRun(runs, () => ask({ isWithoutRules: true })) },
  };
}

function finish(work, onSlice) {
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    onSlice();
  }
}

/** Of a small cluster some policies are taken out of its objects, and every pair of pods is asked of the plain evaluator again. */
function checkImpact(world) {
  const { engine } = world; const snapshot = world.snapshot(); const firewalls = world.firewalls(); const end = (index) => ({ kind: 'endpoint', index });
  const pods = firewalls.endpoints.filter(({ kind }) => kind !== 'node').map(({ index }) => index);
  for (const { policy, podPairs } of finish(engine.policyImpacts(firewalls, { isWithoutRules: true }), () => {}).filter((_, at) => at % 3 === 0)) {
    const without = engine.lowerReference({ ...snapshot, policies: snapshot.policies.filter((each) => engine.identityKey(each) !== engine.identityKey(policy)) }, {});
    let pairs = 0;
    for (const from of pods) for (const to of pods) {
      if (from === to) continue;
      const [before, after] = [firewalls, without].map((each) => engine.explainBounds(each, end(from), end(to)));
      if (!engine.equalSets(before.surely, after.surely) || !engine.equalSets(before.possibly, after.possibly)) pairs += 1;
    }
    must(podPairs === pairs, `${podPairs} pairs of ${policy.kind} ${policy.namespace}/${policy.name}, and not ${pairs}`);
  }
}
