// One generated cluster at each stage of the engine, made when first asked for.
import { closeSync, existsSync, mkdirSync, openSync, readSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
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
  if (existsSync(file)) return file;
  // Beside it first: half a cluster must never be taken for one.
  const draft = `${folder}.${process.pid}`;
  mkdirSync(CACHE, { recursive: true });
  writeCluster(clusterOptions({ pods, policies, next }), draft);
  if (!existsSync(folder)) renameSync(draft, folder);
  return file;
}

/** Text in blocks of whole lines, as it would arrive. A file may be longer than one string can be. */
export function blocksOf(file) {
  const descriptor = openSync(file, 'r'); const decoder = new StringDecoder('utf8');
  const buffer = Buffer.allocUnsafe(BLOCK); const blocks = []; let rest = '';
  for (let size = readSync(descriptor, buffer); size > 0; size = readSync(descriptor, buffer)) {
    const text = rest + decoder.write(buffer.subarray(0, size)); const end = text.lastIndexOf('\n') + 1;
    if (end > 0) blocks.push(text.slice(0, end));
    rest = text.slice(end);
  }
  closeSync(descriptor);
  return rest === '' ? blocks : [...blocks, rest];
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
