import { zstdCompressSync } from 'node:zlib';
import { medianRun } from '../measure/cpu.mjs';
import { checkPairs } from '../measure/sampled-pairs.mjs';

const RUNS = { 1_000_000: 3 };
const CHECKED = 200;

/** A compiled view to bytes and back, ready for the first question; and how much of it there is. */
export function binary(world) {
  const { engine } = world; const view = world.view();
  const restore = () => view.firewalls.directory;
  const buffer = engine.packView(view);
  const loaded = engine.loadView(buffer, restore);
  checkPairs(world, CHECKED, (from, to) => engine.pairBounds(loaded, { kind: 'endpoint', index: from }, { kind: 'endpoint', index: to }));
  const runs = RUNS[world.cluster.pods] ?? 9;
  const times = { load: medianRun(runs, () => engine.loadView(buffer, restore)), pack: medianRun(runs, () => engine.packView(view)) };
  return { unit: 'ms', times, counters: { bytes: buffer.byteLength, compressedBytes: zstdCompressSync(new Uint8Array(buffer)).length } };
}
