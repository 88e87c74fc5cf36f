import { must } from '../measure/assert.mjs';
import { medianRun } from '../measure/cpu.mjs';

const RUNS = { 1000: 5, 10_000: 3 };

/** What the internet reaches and through what, of all workloads; and what reaches the internet. */
export function exposure(world) {
  const { engine, cluster } = world; const view = world.view(); const snapshot = world.snapshot();
  const ask = (direction) => engine.exposureOf(view, snapshot, { direction, groupBy: 'workload' });
  const internet = engine.resolveEndpoint(view, 'internet');
  const plain = new Set(engine.whoCanReach(view, { to: internet, traffic: null, groupBy: 'workload' }).filter(({ peer }) => peer.kind === 'workload').map(({ peer }) => peer.ref));
  must(ask('egress').items.every(({ peer }) => peer.kind !== 'workload' || plain.has(peer.ref)), 'a way out that the set question does not know');
  const runs = RUNS[cluster.pods] ?? 1;
  return { unit: 'ms', times: { ingress: medianRun(runs, () => ask('ingress')), egress: medianRun(runs, () => ask('egress')) } };
}
