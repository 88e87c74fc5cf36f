import { must } from '../measure/assert.mjs';
import { medianRun } from '../measure/cpu.mjs';
import { createWorld } from '../measure/world.mjs';

const RUNS = { 1000: 9, 10_000: 7, 100_000: 3 };
const EVERY = { groupBy: 'namespace', offset: 0, limit: Infinity };

/** All ordered pairs of pods counted, and the table of namespaces with exact sets; the first time, and asked again. */
export function totals(world) {
  const { engine, cluster } = world;
  checkTotals(createWorld(engine, { ...cluster, pods: 100 }));
  const runs = RUNS[cluster.pods] ?? 1;
  // Answers of cells are made when they are read, which is part of the question.
  const table = (view) => {
    const matrix = engine.matrixOf(view, { rows: EVERY, columns: EVERY, traffic: null });
    let allowed = 0;
    for (const { reachability } of matrix.cells) allowed += reachability.pairs.allowed;
    must(allowed === matrix.totals.pairs.allowed, 'the sum of the table');
    return matrix;
  };
  const views = Array.from({ length: runs }, () => engine.compile(world.firewalls()));
  const first = medianRun(runs, () => table(views.pop()));
  const view = world.view(); const { cells, totals: whole } = table(view);
  must(whole.pairs.allowed === engine.totalsOf(view, null).pairs.allowed, 'the sum of the table');
  return {
    unit: 'ms', counters: { allowed: whole.pairs.allowed, cells: cells.length },
    times: { 'total and table': medianRun(runs, () => table(view)), 'total and table, first': first, total: medianRun(runs, () => engine.totalsOf(view, null)) },
  };
}

/** Of a small cluster every pair of pods is counted by the plain evaluator. */
function checkTotals(world) {
  const { engine } = world; const firewalls = world.firewalls(); const end = (index) => ({ kind: 'endpoint', index });
  const listed = firewalls.endpoints.filter(({ kind }) => kind !== 'node').map(({ index }) => index);
  let allowed = 0;
  for (const from of listed) for (const to of listed) if (from !== to && !engine.isEmptySet(engine.explainBounds(firewalls, end(from), end(to)).surely)) allowed++;
  const { pairs } = engine.totalsOf(world.view(), null);
  must(pairs.allowed + pairs.partial === allowed, `${allowed} pairs of a small cluster`);
}
