import { must } from '../measure/assert.mjs';
import { median, threadCpu } from '../measure/cpu.mjs';
import { twiceThePods } from '../measure/twice-the-pods.mjs';
import { podReferences } from '../measure/world.mjs';

const RUNS = { 1000: 21, 10_000: 15 };
// What takes less than the clock can tell is asked so often in a row.
const REPEATS = { 1000: 10, 10_000: 2 };
const SUBJECTS = 50;
const EVERY = { groupBy: 'namespace', offset: 0, limit: Infinity };

/** What twice the pods of the same workloads cost in proportion: what follows classes should not notice. */
export function growth(world) {
  const { engine, cluster: { pods } } = world; const subjects = podReferences(world, SUBJECTS); const firewalls = world.firewalls();
  const [once, twice] = [firewalls, twiceThePods(firewalls)].map((each) => questions(engine, each, world.snapshot(), subjects));
  must(twice.classes === once.classes, `${twice.classes} classes instead of ${once.classes}`);
  const times = {}; const counters = {};
  for (const name of Object.keys(once.asked)) {
    const both = byTurns(pods, once.asked[name], twice.asked[name]);
    times[name] = both[1] / Math.max(both[0], 0.001);
    counters[name] = both.map((ms) => Number(ms.toPrecision(3)));
  }
  return { unit: '×', times, counters };
}

/** Medians in milliseconds; by turns, so that whatever else the machine does hits all. */
function byTurns(pods, ...works) {
  const runs = RUNS[pods] ?? 7; const repeats = REPEATS[pods] ?? 1; const spent = works.map(() => []);
  for (let run = 0; run <= runs; run++) for (const [index, work] of works.entries()) {
    globalThis.gc?.();
    const start = threadCpu();
    for (let i = 0; i < repeats; i++) work();
    // The first of each warms up.
    if (run > 0) spent[index].push((threadCpu() - start) / repeats);
  }
  return spent.map(median);
}

function questions(engine, firewalls, snapshot, references) {
  const view = engine.compile(firewalls); const subjects = references.map((reference) => engine.resolveEndpoint(view, reference));
  const lists = view.firewalls; let prepared = engine.prepare(lists);
  return {
    classes: view.classes.count,
    asked: {
      compile: () => { prepared = engine.prepare(lists); engine.compilePrepared(lists, prepared); },
      programs: () => engine.compilePrepared(lists, prepared),
      who: () => { for (const to of subjects) engine.whoCanReach(view, { to, traffic: null, groupBy: 'workload' }); },
      'total and table': () => engine.matrixOf(view, { rows: EVERY, columns: EVERY, traffic: null }),
      exposure: () => engine.exposureOf(view, snapshot, { direction: 'ingress', groupBy: 'workload' }),
    },
  };
}
