// Every rule of docs/semantics has a test that cites it, and every citation and anchor leads to a rule.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { citedIds, idsBetween } from './semantics/citations.mjs';
import { disagreements } from './semantics/compare.mjs';
import { readDocument, withTests } from './semantics/document.mjs';

const root = join(import.meta.dirname, '..');
const FOLDER = 'docs/semantics';
const DOCUMENT = `${FOLDER}/kubernetes.md`;
const POINTER = /docs\/semantics\/([\w-]+\.md)(?:#([\w-]+)(?: to ([\w-]+))?)?/g;
const read = (path) => readFileSync(join(root, path), 'utf8');

const sources = ['libs', 'apps'].flatMap((top) => readdirSync(join(root, top)).flatMap((name) => ['src', 'test'].map((part) => `${top}/${name}/${part}`)))
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).filter((name) => name.endsWith('.ts')).map((name) => `${folder}/${name}`)).sort();

const testsById = new Map();
for (const file of sources.filter((name) => name.endsWith('.spec.ts'))) {
  for (const id of citedIds(file, read(file))) testsById.set(id, [...(testsById.get(id) ?? []), file]);
}

function pointersOf(file) {
  return [...read(file).matchAll(POINTER)].flatMap(([, page, first, last]) => {
    if (`${FOLDER}/${page}` !== DOCUMENT) return existsSync(join(root, FOLDER, page)) ? [] : [{ file, id: `the page ${page}` }];
    return first === undefined ? [{ file, id: null }] : idsBetween(first, last).map((id) => ({ file, id }));
  });
}

const knownSettings = new Map([...read('libs/engine/src/enforcers/reference/settings.ts').matchAll(/^ {2}'(reference\.[a-z-]+)': \[([^\]]+)\]/gm)].map(([, key, values]) => [key, [...values.matchAll(/'([^']+)'/g)].map(([, value]) => value)]));
const references = sources.flatMap(pointersOf);
// What cannot be found any more would agree with everything.
for (const [what, { length }] of Object.entries({ settings: [...knownSettings], anchors: references, citations: [...testsById] })) if (length === 0) throw new Error(`no ${what} were found in the sources`);

const written = read(DOCUMENT);
const fresh = withTests(written, testsById);
if (process.argv.includes('--update')) writeFileSync(join(root, DOCUMENT), fresh);
const document = readDocument(fresh);
const found = disagreements({ document, testsById, references, knownSettings });
if (fresh !== written && !process.argv.includes('--update')) found.push('the tests of the rules are stale; run node tools/semantics.mjs --update');
for (const sentence of found) console.error(`${DOCUMENT}: ${sentence}`);
console.log(`${document.ids.length} rules, ${document.excused.size} of them excused from a test, ${found.length} disagreements`);
process.exitCode = found.length === 0 ? 0 : 1;
