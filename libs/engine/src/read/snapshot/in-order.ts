import type { Diagnostic } from '../../model/diagnostic.ts';
import { identityKey } from '../../model/location.ts';
import type { LocatedObject } from '../../resources/object.ts';
import { withoutDuplicates } from '../without-duplicates.ts';

/**
 * The objects by namespace, then name, then the whole identity, and one of each identity: the last. Namespaces are sorted
 * apart, and in each the names, which mostly come in order already.
 */
export function inOrder(objects: readonly LocatedObject[]): { readonly objects: readonly LocatedObject[]; readonly diagnostics: readonly Diagnostic[] } {
  const sorted = sortedObjects(objects);
  if (!sorted.some(repeatsLast)) return { objects: sorted, diagnostics: [] };
  const unique = withoutDuplicates(objects);
  return { objects: sortedObjects(unique.objects), diagnostics: unique.diagnostics };
}

const repeatsLast = (object: LocatedObject, index: number, all: readonly LocatedObject[]): boolean => {
  const last = all[index - 1];
  return last?.name === object.name && last.kind === object.kind && last.namespace === object.namespace && last.group === object.group;
};

function sortedObjects(objects: readonly LocatedObject[]): readonly LocatedObject[] {
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
  return namespaces.flatMap((each) => byNamespace.get(each)?.sort(byName) ?? []);
}

function byName(a: LocatedObject, b: LocatedObject): number {
  if (a.name < b.name) return -1;
  if (a.name > b.name) return 1;
  if (a.kind === b.kind && a.group === b.group) return 0;
  return identityKey(a) < identityKey(b) ? -1 : 1;
}
