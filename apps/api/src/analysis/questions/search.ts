import type { EndpointData } from '../data/endpoint-data.ts';
import type { LoadedView } from '../loaded-view.ts';
import { describe } from './describe.ts';
import { endpointsByRef } from './endpoints-by-ref.ts';

export interface SearchAsk { readonly text: string; readonly kinds: readonly string[] | null; readonly first: number }

const KIND_OF: Readonly<Record<string, string>> = { pod: 'POD', ns: 'NAMESPACE', node: 'NODE', svc: 'SERVICE' };

/** The endpoints whose reference holds every word of the text, those that begin with it first, then by reference. */
export function search(loaded: LoadedView, { text, kinds, first }: SearchAsk): readonly EndpointData[] {
  const found = endpointsByRef(loaded);
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const refs = new Set([...[...loaded.facts.namespaces.keys()].map((name) => `ns:${name}`), ...found.owned.keys(), ...found.endpoint.keys(), ...(loaded.firewalls.directory?.serviceNames() ?? []).map((name) => `svc:${name}`)]);
  const hits = [...refs].filter((ref) => (kinds === null || kinds.includes(kindOf(ref))) && words.every((word) => ref.includes(word)));
  const rank = (ref: string): number => (words[0] !== undefined && nameOf(ref).startsWith(words[0]) ? 0 : 1);
  return hits.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)).slice(0, first).flatMap((ref) => describe(loaded, ref) ?? []);
}

const kindOf = (ref: string): string => KIND_OF[ref.slice(0, ref.indexOf(':'))] ?? 'WORKLOAD';
/** The last part of `deploy:shop/web`. */
const nameOf = (ref: string): string => ref.slice(Math.max(ref.indexOf(':'), ref.indexOf('/')) + 1);
