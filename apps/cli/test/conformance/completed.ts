import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { folder } from '../../src/testing/folder.ts';

const ADMIN = /\bkind:\s*(?:Baseline)?AdminNetworkPolicy\b/;

/**
 * The manifests of a folder with the selectors written out that its admin policies leave out of `pods`: what the
 * recorded tool takes them for, in a form that the API server accepts.
 */
export function completedManifests(root: string): string {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && /\.(?:ya?ml|json)$/.test(entry.name));
  return folder(Object.fromEntries(files.map((entry, index): [string, string] => {
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    return [`${String(index)}-${entry.name}`, ADMIN.test(text) ? loadAll(text).map((document) => JSON.stringify(completed(document))).join('\n---\n') : text];
  })));
}

/** With an empty selector for each that a `pods` of a policy lacks. */
function completed(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => completed(item));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.fromEntries(Object.entries(value).map(([name, field]) => [name, completed(field, name)]));
  return key === 'pods' ? { namespaceSelector: {}, podSelector: {}, ...fields } : fields;
}
