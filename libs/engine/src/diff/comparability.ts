import type { Coverage } from '../model/coverage.ts';
import type { Caveat } from '../model/firewalls.ts';

/** What the two versions rest on. */
export interface DiffCoverage { readonly base: Coverage; readonly target: Coverage }

/**
 * The caveat that two versions collected different kinds, or null. Only declarations count: an input without a
 * `Collection` record that has no object of a kind has simply none, unless the other side declares what it collected.
 */
export function incomparability(coverage: DiffCoverage | undefined): Caveat | null {
  const base = coverage?.base; const target = coverage?.target;
  if (base === undefined || target === undefined || (base.collection === undefined && target.collection === undefined)) return null;
  const onlyBase = missing(base, target); const onlyTarget = missing(target, base);
  if (onlyBase.length === 0 && onlyTarget.length === 0) return null;
  const parts = [...(onlyBase.length > 0 ? [`only the first has ${onlyBase.join(', ')}`] : []), ...(onlyTarget.length > 0 ? [`only the second has ${onlyTarget.join(', ')}`] : [])];
  return { code: 'KIND_NOT_COLLECTED', message: `The two versions collected different kinds: ${parts.join('; ')}.`, resources: [] };
}

/** Kinds that `of` collected and `than` did not, as `Kind` or `Kind in namespace`. */
function missing(of: Coverage, than: Coverage): readonly string[] {
  const scopes = collected(than);
  return [...collected(of)].flatMap(([kind, namespaces]) => {
    const other = scopes.get(kind);
    if (other === undefined) return [kind];
    if (other === '*') return [];
    return namespaces === '*' ? [`${kind} of all namespaces`] : namespaces.filter((namespace) => !other.includes(namespace)).map((namespace) => `${kind} of ${namespace}`);
  }).sort();
}

/** By kind, with its group where that is not the core; without a declaration every kind that has an object. */
function collected({ collection, kinds }: Coverage): ReadonlyMap<string, '*' | readonly string[]> {
  const named = ({ group, kind }: { readonly group: string; readonly kind: string }): string => (group === '' ? kind : `${kind}.${group}`);
  if (collection !== undefined) return new Map(collection.collected.map((one) => [named(one), one.namespaces]));
  return new Map(kinds.filter(({ count, isUnderstood }) => count > 0 && isUnderstood).map((one) => [named(one), '*']));
}
