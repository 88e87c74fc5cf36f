import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Recorded cases beside the project; absent on most machines. */
const CORPUS = join(import.meta.dirname, '../../../../../shared/corpus');

export const isCorpusPresent = existsSync(CORPUS);

/** The one line that says why nothing was compared. */
export const ABSENT = 'conformance: no recorded cases at ../shared/corpus, nothing compared';

export interface RecordedCase<Expected> {
  readonly family: string;
  readonly name: string;
  readonly folder: string;
  readonly expected: Expected;
}

/** Policy APIs that the engine models; a case that holds another one is left out until it does. */
const OTHER_POLICY_KINDS = ['MultiNetworkPolicy'];
const OTHER_POLICY = new RegExp(`\\bkind["']?:\\s*["']?(?:${OTHER_POLICY_KINDS.join('|')})\\b`);

/** The cases of a family whose policies are all modelled, by name. */
export function modelledCases<Expected>(family: string): readonly RecordedCase<Expected>[] {
  return allCases<Expected>(family).filter(({ folder }) => !filesUnder(folder).some((file) => file.endsWith('.yaml') && OTHER_POLICY.test(readFileSync(file, 'utf8'))));
}

function allCases<Expected>(family: string): readonly RecordedCase<Expected>[] {
  return casesUnder<Expected>(join(CORPUS, 'kubernetes', family), family);
}

function casesUnder<Expected>(root: string, family: string): readonly RecordedCase<Expected>[] {
  if (!existsSync(root)) return [];
  return readdirSync(root).sort().map((name) => {
    const folder = join(root, name);
    return { family, name, folder, expected: JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected };
  });
}

/** The cases of a family of one enforcer, by name. */
export function enforcerCases<Expected>(family: string): readonly RecordedCase<Expected>[] {
  return casesUnder<Expected>(join(CORPUS, family), family);
}

/** A recorded table beside the families of cases. */
export const recordedFile = (name: string): string => join(CORPUS, name);

export interface ListedCase {
  readonly case: string;
  readonly group: string;
  readonly kinds: Readonly<Record<string, number>>;
  readonly manifests: string;
  readonly parsedFile: string;
  readonly terminatedWorkloads?: readonly string[];
}

const LISTS = join(CORPUS, 'netpol-analyzer');

/** The list cases whose policies are all modelled, several networks left out. */
export function modelledLists(): readonly ListedCase[] {
  if (!existsSync(LISTS)) return [];
  const index = JSON.parse(readFileSync(join(LISTS, 'index.json'), 'utf8')) as { readonly cases: readonly ListedCase[] };
  return index.cases.filter((listed) => listed.group !== 'multi-network' && !OTHER_POLICY_KINDS.some((kind) => kind in listed.kinds));
}

export const listPath = (relative: string): string => join(LISTS, relative);

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

export interface ClusterCase<Expected> { readonly name: string; readonly file: string; readonly expected: Expected }

/** Recorded clusters, each one file; what else stands in the family's folder is none. */
export function clusterCases<Expected>(family: string): readonly ClusterCase<Expected>[] {
  const root = join(CORPUS, family);
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort().map((name) => ({ name, file: join(root, name, 'cluster.yaml'), expected: JSON.parse(readFileSync(join(root, name, 'expected.json'), 'utf8')) as Expected }));
}
