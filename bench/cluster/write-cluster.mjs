import { closeSync, mkdirSync, openSync, readdirSync, unlinkSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { clusterModel } from './model/cluster-model.mjs';
import { clusterObjects, newTally } from './objects/cluster-objects.mjs';
import { yamlText } from './yaml-text.mjs';

const OURS = /^objects.*\.ndjson$|^(m|ns)-.*\.yaml$/u;
const BLOCK = 1 << 20;

/** A cluster as files of a folder. The list of changes goes beside it, as other tools read every JSON file inside. */
export function writeCluster(options, folder, files = null) {
  const model = clusterModel(options); const tally = newTally(); const counts = {};
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (OURS.test(name)) unlinkSync(join(folder, name));
  const counted = count(clusterObjects(model, tally), counts);
  const written = options.isLive ? writeLines(counted, folder, files ?? 1) : writeManifests(counted, folder, files);
  if (options.next !== null) writeFileSync(`${folder.replace(/\/+$/u, '')}.changes.json`, `${JSON.stringify(model.changes, null, 2)}\n`);
  return { ...written, counts, tally, model };
}

function* count(objects, counts) {
  for (const object of objects) {
    counts[object.kind] = (counts[object.kind] ?? 0) + 1;
    yield object;
  }
}

function writeLines(objects, folder, files) {
  const name = (i) => (files === 1 ? 'objects.ndjson' : `objects-${String(i).padStart(4, '0')}.ndjson`);
  const sinks = Array.from({ length: files }, (_, i) => createSink(join(folder, name(i))));
  let i = 0;
  for (const object of objects) sinks[i++ % files].write(`${JSON.stringify(object)}\n`);
  return { files, bytes: sinks.reduce((sum, sink) => sum + sink.close(), 0) };
}

function createSink(file) {
  const descriptor = openSync(file, 'w');
  let parts = []; let size = 0; let bytes = 0;
  const flush = () => { bytes += writeSync(descriptor, parts.join('')); parts = []; size = 0; };
  return {
    write: (text) => { parts.push(text); size += text.length; if (size > BLOCK) flush(); },
    close: () => { if (parts.length > 0) flush(); closeSync(descriptor); return bytes; },
  };
}

function writeManifests(objects, folder, files) {
  const texts = new Map(); let i = 0; let bytes = 0;
  for (const object of objects) {
    const name = files === null ? `ns-${namespaceOf(object)}` : `m-${String(i++ % files).padStart(4, '0')}`;
    const documents = texts.get(name) ?? texts.set(name, []).get(name);
    documents.push(yamlText(object));
  }
  for (const [name, documents] of texts) {
    const text = documents.join('---\n');
    writeFileSync(join(folder, `${name}.yaml`), text);
    bytes += Buffer.byteLength(text);
  }
  return { files: texts.size, bytes };
}

const namespaceOf = ({ kind, metadata: { name, namespace } }) => (kind === 'Namespace' ? name : namespace ?? '_cluster');
