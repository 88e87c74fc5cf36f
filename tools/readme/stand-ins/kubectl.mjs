// kubectl get KINDS -A -o json | -o jsonpath=…: the objects of the example, as a List or one a line.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

const EXAMPLE = join(import.meta.dirname, '..', '..', '..', 'examples', 'textbook');
const [verb, kinds = '', ...options] = process.argv.slice(2);
if (verb !== 'get') throw new Error(`this kubectl cannot ${verb}`);

const plural = (kind) => `${kind.toLowerCase().replace(/y$/u, 'ie')}s`;
const wanted = kinds.split(',').map((kind) => kind.split('.')[0]);
const items = ['cluster.yaml', 'policies.yaml']
  .flatMap((name) => parseAllDocuments(readFileSync(join(EXAMPLE, name), 'utf8')).map((document) => document.toJS()))
  .filter(({ kind }) => wanted.includes(plural(kind)));

const asLines = options.some((option) => option.startsWith('jsonpath='));
process.stdout.write(asLines ? items.map((item) => `${JSON.stringify(item)}\n`).join('') : `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, null, 4)}\n`);
