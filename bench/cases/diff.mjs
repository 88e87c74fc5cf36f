import { must } from '../measure/assert.mjs';
import { medianRun } from '../measure/cpu.mjs';

const RUNS = { 1000: 7, 10_000: 3 };

/** Two versions: 2 % of pods replaced, a handful of policies changed. From compiled views, and from parsed objects. */
export function diff(world) {
  const { engine, cluster } = world; const base = world.view(); const target = world.next().view();
  const runs = RUNS[cluster.pods] ?? 1;
  const resources = engine.resourceChanges(world.read().objects, world.next().read().objects);
  const compare = (a, b, changed) => engine.diffViews(a, b, { groupBy: 'workload', resources: changed });
  must(compare(base, base, []).changes.length === 0, 'a version differs from itself');
  const there = compare(base, target, resources).changes.length;
  must(there > 0, 'changed policies change nothing');
  must(there === compare(target, base, engine.resourceChanges(world.next().read().objects, world.read().objects)).changes.length, 'there and back differ in number');
  const { objects: before } = world.read(); const { objects: after } = world.next().read();
  const times = { comparison: medianRun(runs, () => compare(base, target, resources)), 'changed objects': medianRun(runs, () => engine.resourceChanges(before, after)) };
  const prepare = medianRun(runs, () => { for (const { read } of [world, world.next()]) { const { objects, coverage } = read(); engine.compile(engine.lowerReference(engine.buildSnapshot(objects, coverage).snapshot, {})); } });
  return { unit: 'ms', times: { 'all after parsing': prepare + times.comparison + times['changed objects'], ...times }, counters: { changes: there } };
}
