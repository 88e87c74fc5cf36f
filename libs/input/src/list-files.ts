import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { join } from 'node:path';

const NAMES = /\.(?:ya?ml|json|ndjson|jsonl)(?:\.gz)?$/i;
const isSkipped = (name: string): boolean => name.startsWith('.') || name === 'node_modules';
const inOrder = (a: Dirent, b: Dirent): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** A file to read, or a place that cannot be looked into. */
export type ListedFile = { readonly path: string } | { readonly path: string; readonly error: unknown };

function* walk(folder: string, visited: Set<string>): Generator<ListedFile> {
  let entries: readonly Dirent[];
  try {
    const real = realpathSync.native(folder);
    // A link to a folder above would never end.
    if (visited.has(real)) return;
    visited.add(real);
    entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !isSkipped(name)).sort(inOrder);
  } catch (error) {
    yield { path: folder, error };
    return;
  }
  for (const entry of entries) yield* visit(join(folder, entry.name), entry, visited);
}

/** The folder tells what most entries are; a link does not tell where it leads, and some file systems tell nothing. */
function* visit(path: string, entry: Dirent, visited: Set<string>): Generator<ListedFile> {
  try {
    const kind = entry.isFile() || entry.isDirectory() ? entry : statSync(path);
    if (kind.isDirectory()) yield* walk(path, visited);
    // Reading a named pipe inside a folder would wait for ever.
    else if (kind.isFile() && NAMES.test(entry.name)) yield { path };
  } catch (error) {
    yield { path, error };
  }
}

/**
 * The files below a path in order of their names: of folders those of YAML, JSON and NDJSON, compressed or not, without
 * hidden ones and `node_modules`; links are followed, each folder is visited once. A path that is no folder is given as
 * it is, whatever its name and kind. Asks at once, since a command has nothing else to do while it waits.
 */
export function* listFiles(path: string): Generator<ListedFile> {
  let isFolder: boolean;
  try { isFolder = statSync(path).isDirectory(); } catch (error) { yield { path, error }; return; }
  if (isFolder) yield* walk(path, new Set());
  else yield { path };
}
