import { must } from '../measure/assert.mjs';
import { medianRun } from '../measure/cpu.mjs';
import { createWorld } from '../measure/world.mjs';

const RUNS = { 1000: 5, 10_000: 3 };
// Every pair of 5,000 workloads is a row; that question is for streaming, not for a benchmark's patience.
const MOST_PODS_BY_WORKLOAD = 10_000;

/** The whole list, streamed: between namespaces, and between workloads with every exact set. */
export function list(world) {
  const { engine, cluster } = world;
  checkWholeList(createWorld(engine, { ...cluster, pods: 100 }));
  const view = world.view(); const runs = RUNS[cluster.pods] ?? 1;
  const timed = (groupBy) => medianRun(runs, () => { for (const row of engine.connectionsOf(view, { groupBy })) must(row !== null, 'a row'); });
  return { unit: 'ms', times: { 'by namespace': timed('namespace'), ...(cluster.pods > MOST_PODS_BY_WORKLOAD ? {} : { 'by workload': timed('workload') }) } };
}

/** Of a small cluster every pair of pods is checked. */
function checkWholeList(world) {
  const { engine } = world; const firewalls = world.firewalls(); const pods = world.pods();
  const rows = new Map(Array.from(engine.connectionsOf(world.view(), { groupBy: 'pod' }), ({ from, to, reachability }) => [`${from.ref} ${to.ref}`, reachability]));
  const reference = (index) => `pod:${firewalls.endpoints.at(index).namespace}/${firewalls.endpoints.at(index).name}`;
  for (const from of pods) for (const to of pods) {
    if (from === to) continue;
    const { surely } = engine.explainBounds(firewalls, { kind: 'endpoint', index: from }, { kind: 'endpoint', index: to });
    must(engine.equalSets(rows.get(`${reference(from)} ${reference(to)}`)?.allowed ?? [], surely), `${reference(from)} to ${reference(to)}`);
  }
}
