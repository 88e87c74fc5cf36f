import type { Diagnostic } from '../model/diagnostic.ts';
import { identityKey } from '../model/location.ts';
import { identityOf } from '../resources/checked-object.ts';
import type { LocatedObject } from '../resources/object.ts';
import { canonicalJson } from '../model/canonical-json.ts';

const place = ({ source }: LocatedObject): string => `${source.file}, document ${String(source.document)}, line ${String(source.line)}`;

function report(first: LocatedObject, second: LocatedObject): Diagnostic {
  const isSame = first.isUnreadable === second.isUnreadable && canonicalJson(first.value) === canonicalJson(second.value);
  return {
    severity: isSame ? 'warning' : 'error', code: 'DUPLICATE_OBJECT', resource: identityOf(second), source: { file: second.source.file, document: second.source.document, line: second.source.line },
    message: `${second.kind} ${second.namespace === '' ? '' : `${second.namespace}/`}${second.name} is there twice; ${isSame ? 'both are equal' : 'the later one counts, as when they are applied in order'}. The other is in ${place(first)}.`,
  };
}

/** The objects with one of each identity: the last, since applying them in order leaves that one. */
export function withoutDuplicates(objects: readonly LocatedObject[]): { readonly objects: readonly LocatedObject[]; readonly diagnostics: readonly Diagnostic[] } {
  if (!hasDuplicates(objects)) return { objects, diagnostics: [] };
  const last = new Map<string, LocatedObject>();
  const diagnostics: Diagnostic[] = [];
  for (const object of objects) {
    const key = identityKey(object);
    const before = last.get(key);
    if (before !== undefined) { diagnostics.push(report(before, object)); last.delete(key); }
    last.set(key, object);
  }
  return { objects: [...last.values()], diagnostics };
}

/** Names by kind and namespace, so that no text is written for each object. */
function hasDuplicates(objects: readonly LocatedObject[]): boolean {
  const places = new Map<string, Map<string, Set<string>>>();
  let last: LocatedObject | undefined; let names = new Set<string>();
  for (const object of objects) {
    if (last?.namespace !== object.namespace || last.kind !== object.kind || last.group !== object.group) names = namesIn(places, object);
    last = object;
    const before = names.size;
    if (names.add(object.name).size === before) return true;
  }
  return false;
}

function namesIn(places: Map<string, Map<string, Set<string>>>, { group, kind, namespace }: LocatedObject): Set<string> {
  const key = `${group}/${kind}`;
  const ofKind = places.get(key) ?? new Map<string, Set<string>>();
  const names = ofKind.get(namespace) ?? new Set<string>();
  places.set(key, ofKind.set(namespace, names));
  return names;
}
