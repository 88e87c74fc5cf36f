// Every rule of docs/semantics has a test that cites it, and every citation and anchor leads to a rule.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { citedIds, idReader, idsBetween } from './semantics/citations.mjs';
import { disagreements } from './semantics/compare.mjs';
import { readDocument, withTests } from './semantics/document.mjs';

const root = join(import.meta.dirname, '..');
const FOLDER = 'docs/semantics';
const ENFORCERS = 'libs/engine/src/enforcers';
const POINTER = /docs\/semantics\/([\w-]+\.md)(?:#([\w-]+)(?: to ([\w-]+))?)?/g;
const isUpdate = process.argv.includes('--update');
const read = (path) => readFileSync(join(root, path), 'utf8');

const sources = ['libs', 'apps'].flatMap((top) => readdirSync(join(root, top)).flatMap((name) => ['src', 'test'].map((part) => `${top}/${name}/${part}`)))
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).filter((name) => name.endsWith('.ts')).map((name) => `${folder}/${name}`)).sort();

const references = sources.flatMap((file) => [...read(file).matchAll(POINTER)].flatMap(([, page, first, last]) => (first === undefined ? [null] : idsBetween(first, last)).map((id) => ({ file, page, id }))));

/** The settings of each enforcer with their values, as `'reference.host-network': ['node', 'pod']` in its settings.ts. */
const knownSettings = new Map(readdirSync(join(root, ENFORCERS)).map((name) => `${ENFORCERS}/${name}/settings.ts`).filter((path) => existsSync(join(root, path)))
  .flatMap((path) => [...read(path).matchAll(/^ {2}'([a-z]+\.[a-z-]+)': \[([^\]]+)\]/gm)])
  .map(([, key, values]) => [key, [...values.matchAll(/'([^']+)'/g)].map(([, value]) => value)]));

const written = new Map(readdirSync(join(root, FOLDER)).filter((name) => name.endsWith('.md')).map((name) => [name, read(`${FOLDER}/${name}`)]));
const reader = idReader([...written.values()].flatMap((text) => readDocument(text).ids));
const testsById = new Map();
for (const file of sources.filter((name) => name.endsWith('.spec.ts'))) {
  for (const id of citedIds(file, read(file), reader)) testsById.set(id, [...(testsById.get(id) ?? []), file]);
}
// What cannot be found any more would agree with everything.
for (const [what, { length }] of Object.entries({ settings: [...knownSettings], anchors: references, citations: [...testsById] })) if (length === 0) throw new Error(`no ${what} were found in the sources`);

const fresh = new Map([...written].map(([name, text]) => [name, readDocument(text).ids.length === 0 ? text : withTests(text, testsById)]));
const stale = [...fresh].filter(([name, text]) => text !== written.get(name));
if (isUpdate) for (const [name, text] of stale) writeFileSync(join(root, FOLDER, name), text);
const pages = new Map([...fresh].map(([name, text]) => [name, readDocument(text)]));
const found = disagreements({ pages, testsById, references, knownSettings });
if (!isUpdate) found.push(...stale.map(([name]) => `the tests of the rules in ${name} are stale; run node tools/semantics.mjs --update`));
for (const sentence of found) console.error(`${FOLDER}: ${sentence}`);
const count = (listOf) => [...pages.values()].reduce((sum, page) => sum + listOf(page), 0);
console.log(`${count(({ ids }) => ids.length)} rules, ${count(({ excused }) => excused.size)} of them excused from a test, ${found.length} disagreements`);
process.exitCode = found.length === 0 ? 0 : 1;
