import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { folder } from '../../src/testing/folder.ts';

const ADMIN = /\bkind:\s*(?:Baseline)?AdminNetworkPolicy\b/;
const POLICY = /\bkind["']?:\s*["']?\w*NetworkPolicy\b/;

/**
 * The manifests of a folder with the selectors written out that its admin policies leave out of `pods`: what the
 * recorded tool takes them for, in a form that the API server accepts.
 */
export const completedManifests = (root: string): string => changedManifests(root, ADMIN, (document) => completed(document));

/** The manifests of a folder without its policies. */
export const manifestsWithoutPolicies = (root: string): string => changedManifests(root, POLICY, withoutPolicies);

function changedManifests(root: string, concerned: RegExp, change: (document: unknown) => unknown): string {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && /\.(?:ya?ml|json)$/.test(entry.name));
  return folder(Object.fromEntries(files.map((entry, index): [string, string] => {
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    return [`${String(index)}-${entry.name}`, concerned.test(text) ? loadAll(text).map((document) => JSON.stringify(change(document))).join('\n---\n') : text];
  })));
}

const isPolicy = (value: unknown): boolean => typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string' && value.kind.endsWith('NetworkPolicy');

function withoutPolicies(document: unknown): unknown {
  if (isPolicy(document) || typeof document !== 'object' || document === null) return null;
  return 'items' in document && Array.isArray(document.items) ? { ...document, items: document.items.filter((item) => !isPolicy(item)) } : document;
}

/** With an empty selector for each that a `pods` of a policy lacks. */
function completed(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => completed(item));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.fromEntries(Object.entries(value).map(([name, field]) => [name, completed(field, name)]));
  return key === 'pods' ? { namespaceSelector: {}, podSelector: {}, ...fields } : fields;
}
