// One generated cluster at each stage of the engine, made when first asked for.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterOptions } from '../cluster/options.mjs';
import { Stream } from '../cluster/random.mjs';
import { writeCluster } from '../cluster/write-cluster.mjs';

const CACHE = join(import.meta.dirname, '..', '..', '.postern', 'bench', 'clusters');
const BLOCK = 1 << 20;

const lazily = (make) => { let made; return () => (made ??= make()); };

/** The file of a generated cluster, written once. */
export function clusterFile({ pods, policies, next = null }) {
  const folder = join(CACHE, `${policies}-${pods}${next === null ? '' : `-next-${next}`}`);
  const file = join(folder, 'objects.ndjson');
  if (!existsSync(file)) { mkdirSync(CACHE, { recursive: true }); writeCluster(clusterOptions({ pods, policies, next }), folder); }
  return file;
}

/** Text in blocks of whole lines, as it would arrive. */
export function blocksOf(file) {
  const text = readFileSync(file, 'utf8'); const blocks = [];
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', Math.min(text.length, start + BLOCK));
    const end = newline < 0 ? text.length : newline + 1;
    blocks.push(text.slice(start, end));
    start = end;
  }
  return blocks;
}

/** Reads all of it. */
export function readBlocks(engine, blocks) {
  const session = engine.createReadSession();
  for (const block of blocks) session.ndjson(block, 'objects.ndjson');
  return session.finish();
}

export function createWorld(engine, cluster) {
  const read = lazily(() => readBlocks(engine, blocksOf(clusterFile(cluster))));
  const built = lazily(() => engine.buildSnapshot(read().objects, read().coverage));
  const firewalls = lazily(() => engine.lowerReference(built().snapshot, {}));
  const view = lazily(() => engine.compile(firewalls()));
  const next = lazily(() => createWorld(engine, { ...cluster, next: 2 }));
  const random = new Stream('1', 'questions');
  return {
    engine, cluster, read, firewalls, view, next, random,
    snapshot: () => built().snapshot,
    /** Endpoints drawn at random, and what a person would call them. */
    endpoint: () => random.int(firewalls().endpoints.length),
    pods: lazily(() => firewalls().endpoints.flatMap(({ kind }, index) => (kind === 'pod' ? [index] : []))),
  };
}

/** References of pods drawn at random. */
export function podReferences(world, count) {
  const { endpoints } = world.firewalls();
  return Array.from({ length: count }, () => { const { namespace, name } = endpoints.at(world.random.pick(world.pods())); return `pod:${namespace}/${name}`; });
}
