import type { Diagnostic } from '../../model/diagnostic.ts';
import { identityKey } from '../../model/location.ts';
import type { LocatedObject } from '../../resources/object.ts';
import { withoutDuplicates } from '../without-duplicates.ts';

/** Objects in order, and the first of each namespace that has some, in the order of namespaces. */
export interface Ordered { readonly objects: readonly LocatedObject[]; readonly firsts: readonly LocatedObject[]; readonly diagnostics: readonly Diagnostic[] }

/**
 * The objects by namespace, then name, then the whole identity, and one of each identity: the last. Namespaces are sorted
 * apart, and in each the names, which mostly come in order already.
 */
export function inOrder(objects: readonly LocatedObject[]): Ordered {
  const { isRepeated, ...ordered } = sortedObjects(objects);
  if (!isRepeated) return { ...ordered, diagnostics: [] };
  const unique = withoutDuplicates(objects);
  const { objects: sorted, firsts } = sortedObjects(unique.objects);
  return { objects: sorted, firsts, diagnostics: unique.diagnostics };
}

function sortedObjects(objects: readonly LocatedObject[]): Omit<Ordered, 'diagnostics'> & { readonly isRepeated: boolean } {
  const byNamespace = new Map<string, LocatedObject[]>();
  let list: LocatedObject[] = []; let namespace: string | undefined;
  for (const object of objects) {
    if (object.namespace !== namespace) {
      namespace = object.namespace;
      list = byNamespace.get(namespace) ?? [];
      if (list.length === 0) byNamespace.set(namespace, list);
    }
    list.push(object);
  }
  // As in `namespace/name`: a slash comes after a dash and before every letter.
  const namespaces = [...byNamespace.keys()].sort((a, b) => (`${a}/` < `${b}/` ? -1 : 1));
  let isRepeated = false;
  // No sorting tells neighbours apart without comparing them, so that two of one identity meet here.
  const byName = (a: LocatedObject, b: LocatedObject): number => {
    if (a.name < b.name) return -1;
    if (a.name > b.name) return 1;
    if (a.kind !== b.kind || a.group !== b.group) return identityKey(a) < identityKey(b) ? -1 : 1;
    isRepeated = true;
    return 0;
  };
  const sorted: LocatedObject[] = []; const firsts: LocatedObject[] = [];
  for (const each of namespaces) {
    const own = byNamespace.get(each)?.sort(byName) ?? [];
    if (own[0] !== undefined) firsts.push(own[0]);
    for (const object of own) sorted.push(object);
  }
  return { objects: sorted, firsts, isRepeated };
}
