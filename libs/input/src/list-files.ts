import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

const NAMES = /\.(?:ya?ml|json|ndjson|jsonl)(?:\.gz)?$/i;
const isSkipped = (name: string): boolean => name.startsWith('.') || name === 'node_modules';

/** A file to read, or a place that cannot be looked into. */
export type ListedFile = { readonly path: string } | { readonly path: string; readonly error: unknown };

async function* walk(folder: string, visited: Set<string>): AsyncGenerator<ListedFile> {
  const real = await realpath(folder);
  // A link to a folder above would never end.
  if (visited.has(real)) return;
  visited.add(real);
  const names = (await readdir(folder)).filter((name) => !isSkipped(name)).sort();
  for (const name of names) yield* visit(join(folder, name), visited, NAMES.test(name));
}

async function* visit(path: string, visited: Set<string>, isWanted: boolean): AsyncGenerator<ListedFile> {
  try {
    const info = await stat(path);
    if (info.isDirectory()) yield* walk(path, visited);
    // Reading a named pipe inside a folder would wait for ever.
    else if (isWanted && info.isFile()) yield { path };
  } catch (error) {
    yield { path, error };
  }
}

/**
 * The files below a path in order of their names: of folders those of YAML, JSON and NDJSON, compressed or not, without
 * hidden ones and `node_modules`; links are followed, each folder is visited once. A path that is no folder is given as
 * it is, whatever its name and kind.
 */
export async function* listFiles(path: string): AsyncGenerator<ListedFile> {
  const info = await stat(path).catch((error: unknown) => ({ error }));
  if ('error' in info) yield { path, error: info.error };
  else if (info.isDirectory()) yield* visit(path, new Set(), true);
  else yield { path };
}
