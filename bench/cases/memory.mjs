import { must } from '../measure/assert.mjs';
import { createWorld } from '../measure/world.mjs';

const MB = 2 ** 20;

/** Heap and arrays of a view alone, with the snapshot it was lowered from, and with every object of the input. */
export function memory({ engine, cluster }) {
  // What code and caches take is there before.
  createWorld(engine, { ...cluster, pods: 100 }).view();
  const before = used();
  const parts = partsOf(engine, cluster);
  const all = used() - before;
  delete parts.objects;
  const withSnapshot = used() - before;
  delete parts.snapshot;
  const alone = used() - before;
  must(parts.view.classes.count > 0, 'an empty view');
  return { unit: 'MB', times: { view: alone / MB, 'with snapshot': withSnapshot / MB, 'with objects': all / MB } };
}

function partsOf(engine, cluster) {
  const world = createWorld(engine, cluster);
  return { objects: world.read().objects, snapshot: world.snapshot(), view: world.view() };
}

function used() {
  globalThis.gc?.(); globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
