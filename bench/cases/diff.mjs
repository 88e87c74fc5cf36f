import { must } from '../measure/assert.mjs';
import { medianRun } from '../measure/cpu.mjs';

const RUNS = { 1000: 7, 10_000: 3 };
/** Every so many Pods gets the labels of another workload. */
const RELABELLED = 50;

/** Two versions: 2 % of pods replaced, a handful of policies changed. From compiled views, and from parsed objects. */
export function diff(world) {
  const { engine, cluster } = world; const base = world.view(); const target = world.next().view();
  const runs = RUNS[cluster.pods] ?? 1;
  const resources = engine.resourceChanges(world.read().objects, world.next().read().objects);
  const compare = (a, b, changed, groupBy = 'workload') => engine.diffViews(a, b, { groupBy, resources: changed });
  const timed = (a, b, groupBy) => medianRun(runs, () => compare(a, b, [], groupBy));
  must(compare(base, base, []).changes.length === 0, 'a version differs from itself');
  const there = compare(base, target, resources).changes.length;
  must(there > 0, 'changed policies change nothing');
  must(there === compare(target, base, engine.resourceChanges(world.next().read().objects, world.read().objects)).changes.length, 'there and back differ in number');
  const { objects: before } = world.read(); const { objects: after } = world.next().read();
  const opened = variant(world, opening); const moved = variant(world, relabelled);
  const times = {
    comparison: medianRun(runs, () => compare(base, target, resources)), 'changed objects': medianRun(runs, () => engine.resourceChanges(before, after)),
    'every cause read': medianRun(runs, () => { for (const { causes } of compare(base, target, resources).changes) must(causes.length > 0, 'a change has no cause'); }),
    'all opened': timed(base, opened), relabelled: timed(base, moved), 'by namespace': timed(base, target, 'namespace'),
  };
  const prepare = medianRun(runs, () => { for (const { read } of [world, world.next()]) compiled(engine, read()); });
  const counters = { changes: there, changesOpened: compare(base, opened, []).changes.length, changesRelabelled: compare(base, moved, []).changes.length };
  must(counters.changesOpened > 0 && counters.changesRelabelled > 0, 'a variant changes nothing');
  return { unit: 'ms', times: { 'all after parsing': prepare + times.comparison + times['changed objects'], ...times }, counters };
}

const compiled = (engine, { objects, coverage }) => engine.compile(engine.lowerReference(engine.buildSnapshot(objects, coverage).snapshot, {}));

/** A version of other objects, without those that compilation no longer needs. */
const variant = (world, change) => { const { objects, coverage } = world.read(); return compiled(world.engine, { objects: change(objects), coverage }); };

/** The first admin policy lets everybody in everywhere. */
function opening(objects) {
  const at = objects.findIndex(({ kind }) => kind === 'ClusterNetworkPolicy');
  if (at < 0) return objects.filter(({ kind }) => kind !== 'NetworkPolicy');
  const everybody = { namespaces: {} }; const { value } = objects[at];
  const spec = { ...value.spec, priority: 0, subject: everybody, ingress: [{ action: 'Accept', from: [everybody] }], egress: [{ action: 'Accept', to: [everybody] }] };
  return objects.with(at, { ...objects[at], value: { ...value, spec } });
}

function relabelled(objects) {
  let seen = 0; let labels = {}; let taken = labels;
  return objects.map((object) => {
    if (object.kind !== 'Pod') return object;
    const { metadata } = object.value; const own = metadata.labels ?? {};
    if (JSON.stringify(own) !== JSON.stringify(labels)) { taken = labels; labels = own; }
    seen += 1;
    return seen % RELABELLED === 0 ? { ...object, value: { ...object.value, metadata: { ...metadata, labels: taken } } } : object;
  });
}
