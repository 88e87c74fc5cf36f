import { must } from '../measure/assert.mjs';
import { medianRun } from '../measure/cpu.mjs';
import { blocksOf, clusterFile, readBlocks } from '../measure/world.mjs';

const RUNS = { 1000: 15, 10_000: 7, 100_000: 3, 1_000_000: 1 };

/** NDJSON to a view: everything that happens before the first question, and each stage apart. */
export function ready(world) {
  const { engine, cluster } = world;
  const blocks = blocksOf(clusterFile(cluster)); const runs = RUNS[cluster.pods] ?? 3;
  const { objects, coverage } = world.read(); const snapshot = world.snapshot(); const firewalls = world.firewalls();
  must(objects.length > cluster.pods, 'objects are missing');
  const counters = engine.newCounters();
  engine.compile(firewalls, counters);
  const stages = {
    read: medianRun(runs, () => readBlocks(engine, blocks)),
    snapshot: medianRun(runs, () => engine.buildSnapshot(objects, coverage)),
    lower: medianRun(runs, () => engine.lowerReference(snapshot, {})),
    // As lowering hands them over: it has put endpoints into columns already.
    compile: medianRun(runs, () => engine.compile(firewalls)),
  };
  return { unit: 'ms', times: { ready: Object.values(stages).reduce((a, b) => a + b, 0), ...stages }, counters };
}
