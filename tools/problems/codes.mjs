// The codes that people can meet, as the sources spell them.
import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Upper-snake words in the sources that are no code of their own: words of answers, and what a code is put together from. */
const NOT_CODES = new Set([
  // kinds and causes of changes, outcomes of steps, tiers
  'BECAME_UNKNOWN', 'RESOLVED_UNKNOWN', 'ENDPOINT_ADDED', 'ENDPOINT_REMOVED', 'DOES_NOT_ADMIT', 'NOT_APPLICABLE', 'NETWORK_POLICY',
  // what rules and policies do
  'MATCHES_NOTHING', 'OWN_SIDE', 'END_TO_END',
  // ways in from outside
  'LOAD_BALANCER', 'NODE_PORT', 'EXTERNAL_IP', 'HOST_NETWORK', 'HOST_PORT', 'DIRECT_CIDR',
  // states of nodes
  'AGENT_NOT_READY', 'NOT_SCHEDULED', 'NOT_SUPPORTED', 'DISABLED_BY_CONFIG', 'NO_ENGINE',
]);

/** Folders whose codes begin with the name of a policy API; `prefix: 'NAME_'` in the sources says which. */
const POLICY_FOLDERS = ['libs/engine/src/policies/', 'libs/engine/src/model/manifest/', 'libs/engine/src/model/admin-tier/'];
const WORD = /'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g;
/** Policies have codes of a single word too. */
const POLICY_WORD = /'([A-Z][A-Z0-9]{5,}|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g;
const PREFIX = /prefix: '([A-Z][A-Z0-9_]*_)'/g;

const withoutComments = (text) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
const words = (text, pattern) => [...text.matchAll(pattern)].map(([, word]) => word);

/** Environment variables of agents, as recognisers name them: `variables: ['A_B']`. */
const VARIABLES = /\bvariables: \[([^\]]*)\]/g;
const variablesOf = (sources) => new Set(sources.flatMap(({ text }) => [...text.matchAll(VARIABLES)].flatMap(([, list]) => words(list, WORD))));

/** From sources as `{file, text}`: words that are codes, endings of policy codes, and what stands before those. */
export function codesIn(sources) {
  const codes = new Map(); const endings = new Map(); const prefixes = new Map();
  const variables = variablesOf(sources);
  for (const { file, text } of sources) {
    const plain = withoutComments(text);
    const isPolicy = POLICY_FOLDERS.some((folder) => file.startsWith(folder));
    for (const prefix of words(plain, PREFIX)) prefixes.set(prefix, file);
    for (const word of words(plain, isPolicy ? POLICY_WORD : WORD)) if (!NOT_CODES.has(word) && !variables.has(word)) (isPolicy ? endings : codes).set(word, file);
  }
  return { codes, endings, prefixes };
}

/** The sources of the parts that report on input and answer questions. */
export function readSources(root) {
  return ['libs/engine/src', 'libs/input/src'].flatMap((folder) => globSync(join(root, folder, '**/*.ts')))
    .filter((file) => !file.endsWith('.spec.ts') && !file.includes('/testing/'))
    .map((file) => ({ file: relative(root, file), text: readFileSync(file, 'utf8') }));
}

/** The members of `NAME = ['A', 'B']`. */
export const listMembers = (text, name) => words(new RegExp(`${name} = \\[([^\\]]*)\\]`).exec(text)?.[1] ?? '', /'([A-Z0-9_]+)'/g);

/** The keys of `NAME = { A: …, B: … }`, one a line. */
export const recordKeys = (text, name) => words(new RegExp(`${name} = \\{\n([\\s\\S]*?)\n\\}`).exec(text)?.[1] ?? '', /^ {2}([A-Z0-9_]+):/gm);

/** The members of a union of words, as `type NAME = | 'A' | 'B';` spells them. */
export const unionMembers = (text, name) => words(new RegExp(`type ${name} =([^;]*);`).exec(text)?.[1] ?? '', /'([A-Z0-9_]+)'/g);
