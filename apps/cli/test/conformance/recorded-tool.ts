import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const CORPUS = join(import.meta.dirname, '../../../../../shared/corpus');

/** What bridges the recorded tool's ways: it reads no host network, never matches a pod by its address and groups by direct owner. */
export const SETTINGS = ['--set', 'reference.host-network=pod', '--set', 'reference.ip-block-matches-pods=false'];
export const HABITS = [...SETTINGS, '--group', 'owner'];

/** One case as its family's index names it. */
export interface IndexedCase { readonly case: string; readonly group?: string; readonly flags?: Flags; readonly parsedFile?: string | null }

export interface Flags {
  readonly focusWorkloads?: readonly string[];
  readonly focusWorkloadPeers?: readonly string[];
  readonly focusDirection?: 'ingress' | 'egress';
  readonly focusConn?: string;
}

/** A family and the list of its index. */
interface Indexed {
  readonly 'netpol-analyzer-diff/cases': IndexedCase & { readonly dirA: string; readonly dirB: string; readonly parsedFile: string };
  readonly 'netpol-analyzer-errors/cases': IndexedCase & { readonly manifests: string | null; readonly messageContains: readonly string[] };
  readonly 'netpol-analyzer-errors/diffCases': IndexedCase & { readonly dirA: string | null; readonly dirB: string | null; readonly messageContains: readonly string[] };
  readonly 'netpol-analyzer-explain/cases': IndexedCase & { readonly parsedFile: string };
  readonly 'netpol-analyzer-exposure/cases': IndexedCase;
  readonly 'netpol-analyzer-focus/cases': IndexedCase;
}

export const recordedPath = (family: string, ...parts: readonly string[]): string => join(CORPUS, family, ...parts);

export function readRecorded(family: string, ...parts: readonly string[]): unknown {
  return JSON.parse(readFileSync(recordedPath(family, ...parts), 'utf8'));
}

/** A list of a family's index, several networks left out; empty where the family is absent. */
export function indexedCases<List extends keyof Indexed>(name: List): readonly Indexed[List][] {
  const [family = '', list = ''] = name.split('/');
  if (!existsSync(recordedPath(family, 'index.json'))) return [];
  const index = readRecorded(family, 'index.json') as Readonly<Record<string, readonly Indexed[List][] | undefined>>;
  return (index[list] ?? []).filter(({ group }) => group !== 'multi-network');
}
