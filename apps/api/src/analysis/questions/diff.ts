import type { Storage } from '@postern/db';
import { diffCsv, diffPieces, diffSections, diffUnder, resourceChanges, sectionsMarkdown, subtract } from '@postern/engine';
import type { Caveat, ConnectionSet, Diff, DiffChange, LocatedObject, ResourceChange } from '@postern/engine';
import { boundedChunks } from '../background/bounded-chunks.ts';
import type { ChangesFilter, DiffAsk, DiffChangeData, DiffFormat, DiffHead, ResourceChangeData } from '../data/diff-data.ts';
import type { PageAsk } from '../data/peers-data.ts';
import { setData } from '../data/set-data.ts';
import type { LoadedView } from '../loaded-view.ts';
import { remember } from '../view-cache.ts';
import type { ViewCache } from '../view-cache.ts';
import { viewText } from '../view-key.ts';
import { basesOf, caveatsData, describeEnd } from './point.ts';
import { underBasis } from './under-basis.ts';

/** A diff between two loaded versions, kept beside the later one for its pages. While it is kept it holds the earlier one too, which the bytes of the later do not count. */
export interface DiffSides { readonly base: LoadedView; readonly target: LoadedView; readonly diff: Diff }

export async function diffSides(storage: Storage, views: ViewCache, ask: DiffAsk): Promise<DiffSides> {
  const base = await views.get(ask.base);
  const target = await views.get(ask.target);
  const question = JSON.stringify(['diff', ask]);
  const known = target.answers.get(question) as Diff | undefined;
  const resources = known === undefined ? await changedResources(storage, ask) : [];
  const [before, after] = [underBasis(base, ask.basis), underBasis(target, ask.basis)];
  const diff = remember(target, question, () => withCaveats([...before.caveats, ...after.caveats], inNamespaces(ask, diffUnder(basesOf(base), basesOf(target), ask.basis, { isEnforcerNamed: base.key.enforcer !== null || target.key.enforcer !== null, groupBy: ask.groupBy, ignoreEndpointChurn: ask.ignoreEndpointChurn, resources, coverage: { base: base.coverage, target: target.coverage } }))));
  return { base, target, diff };
}

/** The database reads only the objects that begin or end between the two versions. */
async function changedResources(storage: Storage, { base, target }: DiffAsk): Promise<readonly ResourceChange[]> {
  const changes = await storage.snapshots.changesBetween(base.clusterId, base.sequence, target.sequence);
  const side = (of: 'before' | 'after'): readonly LocatedObject[] => changes.flatMap((change) => {
    const content = change[of];
    if (content === null) return [];
    const value = JSON.parse(content) as LocatedObject['value'] & { readonly apiVersion?: string };
    const { group, kind, namespace, name } = change;
    return [{ group, kind, namespace, name, apiVersion: value.apiVersion ?? '', value, source: { file: '', document: 1, line: 1 } }];
  });
  return resourceChanges(side('before'), side('after'));
}

/** What the readings of the two versions add, each once. */
const withCaveats = (added: readonly Caveat[], diff: Diff): Diff => ({ ...diff, caveats: [...diff.caveats, ...new Set(added)] });

function inNamespaces({ namespaces }: DiffAsk, diff: Diff): Diff {
  if (namespaces === null) return diff;
  const isIn = ({ namespace }: { readonly namespace: string }): boolean => namespaces.includes(namespace);
  return { ...diff, changes: diff.changes.filter(({ from, to }) => isIn(from) || isIn(to)), resources: diff.resources.filter(isIn) };
}

/** In one walk: a list of changes makes each when it is asked for. */
export function diffHead({ diff }: DiffSides): DiffHead {
  const counts: Record<DiffChange['kind'], number> = { OPENED: 0, CLOSED: 0, CHANGED: 0, BECAME_UNKNOWN: 0, RESOLVED_UNKNOWN: 0 };
  const exposed = new Set<string>(); const cutOff = new Set<string>();
  for (const { kind, from, to } of diff.changes) {
    counts[kind] += 1;
    if (kind === 'OPENED' && from.kind === 'range' && to.kind !== 'range') exposed.add(to.ref);
    if (kind === 'CLOSED' && to.kind === 'range' && from.kind !== 'range') cutOff.add(from.ref);
  }
  return {
    comparable: diff.comparable, caveats: caveatsData(diff.caveats),
    summary: {
      opened: counts.OPENED, closed: counts.CLOSED, changed: counts.CHANGED, becameUnknown: counts.BECAME_UNKNOWN,
      newlyInternetExposed: exposed.size, lostInternetAccess: cutOff.size,
    },
  };
}

export function diffChanges({ base, target, diff }: DiffSides, { kinds, causes }: ChangesFilter, page: PageAsk): { readonly rows: readonly DiffChangeData[]; readonly total: number } {
  const kept = kinds === null && causes === null ? diff.changes : diff.changes.filter((change) => (kinds === null || kinds.includes(change.kind)) && (causes === null || change.causes.some((cause) => causes.includes(cause))));
  // An end that is gone is described by the version that still had it.
  const end = (ref: string): DiffChangeData['from'] => { const now = describeEnd(target, ref); return now.kind === 'NAME' ? describeEnd(base, ref) : now; };
  const rows = kept.slice(page.offset, page.offset + page.limit).map((change): DiffChangeData => {
    const set = (of: ConnectionSet): DiffChangeData['before'] => setData(of, change.universe);
    const before = change.before.allowed; const after = change.after.allowed;
    return {
      kind: change.kind, from: end(change.from.ref), to: end(change.to.ref), before: set(before), after: set(after),
      gained: set(subtract(after, before)), lost: set(subtract(before, after)), causes: change.causes, causedBy: change.causedBy.map(resourceChangeData),
    };
  });
  return { rows, total: kept.length };
}

export function diffResources({ diff }: DiffSides, page: PageAsk): { readonly rows: readonly ResourceChangeData[]; readonly total: number } {
  return { rows: diff.resources.slice(page.offset, page.offset + page.limit).map(resourceChangeData), total: diff.resources.length };
}

/** The whole comparison in pieces: as the command line prints it, JSON without its blanks and with the names of both versions. */
export function comparisonPieces({ base, target, diff }: DiffSides, format: DiffFormat): Iterable<string> {
  switch (format) {
    case 'json': return diffPieces(diff, 0, { base: viewText(base.key), target: viewText(target.key) });
    case 'md': return sectionsMarkdown(diffSections(diff));
    case 'csv': return diffCsv(diff);
  }
}

/** The whole comparison as bytes, for who waits for it. @throws {Problem} QUERY_TOO_COMPLEX */
export const diffText = (sides: DiffSides, format: DiffFormat, mostBytes: number): Uint8Array => Buffer.concat([...boundedChunks(comparisonPieces(sides, format), mostBytes)]);

const resourceChangeData = ({ op, group, kind, namespace, name }: ResourceChange): ResourceChangeData => ({ identity: { group, kind, namespace, name }, op });
