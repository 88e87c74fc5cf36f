import { identityKey } from '../model/location.ts';
import type { ResourceChange } from './changes.ts';
import { isSameContent } from './meaning/canonical.ts';
import { isNetworkPolicy, isPod, meaningOf, replaceableMeaning, type ObjectVersion } from './meaning/object-meaning.ts';

/**
 * The objects that were added, removed or modified between two versions, sorted by group, kind, namespace and name.
 * `isSemantic` is false where that alone cannot change an answer: both texts mean the same, a policy was renamed, or a
 * Pod was replaced under its owner by one with the same labels and ports. O(objects).
 */
export function resourceChanges(base: readonly ObjectVersion[], target: readonly ObjectVersion[]): readonly ResourceChange[] {
  const before = byIdentity(base); const after = byIdentity(target);
  const removed = [...before].filter(([key]) => !after.has(key)).map(([, object]) => object);
  const added = [...after].filter(([key]) => !before.has(key)).map(([, object]) => object);
  const moved = pairedOff(removed, added);
  const changes = [
    ...removed.map((object) => changeOf(object, 'REMOVED', !moved.has(object))),
    ...added.map((object) => changeOf(object, 'ADDED', !moved.has(object))),
    ...modifications(before, after),
  ];
  return changes.sort(compareIdentities);
}

/** A later object of the same identity replaces an earlier one, as applying both would. */
const byIdentity = (objects: readonly ObjectVersion[]): ReadonlyMap<string, ObjectVersion> => new Map(objects.map((object) => [identityKey(object), object]));

function changeOf({ group, kind, namespace, name }: ObjectVersion, op: ResourceChange['op'], isSemantic: boolean): ResourceChange {
  return { op, group, kind, namespace, name, isSemantic };
}

function modifications(before: ReadonlyMap<string, ObjectVersion>, after: ReadonlyMap<string, ObjectVersion>): readonly ResourceChange[] {
  const changes: ResourceChange[] = [];
  for (const [key, old] of before) {
    const current = after.get(key);
    if (current === undefined) continue;
    const isSame = old.isUnreadable === current.isUnreadable && isSameContent(old.value, current.value);
    if (!isSame) changes.push(changeOf(current, 'MODIFIED', meaningOf(old) !== meaningOf(current)));
  }
  return changes;
}

/** The removed and added objects that take each other's place, one for one. */
function pairedOff(removed: readonly ObjectVersion[], added: readonly ObjectVersion[]): ReadonlySet<ObjectVersion> {
  const waiting = new Map<string, ObjectVersion[]>();
  for (const object of removed) {
    const key = placeOf(object);
    if (key !== undefined) waiting.set(key, [...waiting.get(key) ?? [], object]);
  }
  const paired = new Set<ObjectVersion>();
  for (const object of added) {
    const key = placeOf(object);
    const partner = key === undefined ? undefined : waiting.get(key)?.pop();
    if (partner !== undefined) paired.add(partner).add(object);
  }
  return paired;
}

/** What two objects have in common when one takes the other's place without any effect. */
function placeOf(object: ObjectVersion): string | undefined {
  if (object.isUnreadable === true) return undefined;
  const meaning = isNetworkPolicy(object) ? meaningOf(object) : isPod(object) ? replaceableMeaning(object) : undefined;
  return meaning === undefined ? undefined : `${object.group}/${object.kind}/${object.namespace} ${meaning}`;
}

function compareIdentities(a: ResourceChange, b: ResourceChange): number {
  return compareTexts(a.group, b.group) || compareTexts(a.kind, b.kind) || compareTexts(a.namespace, b.namespace) || compareTexts(a.name, b.name);
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
