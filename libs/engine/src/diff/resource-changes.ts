import type { ResourceChange } from './changes.ts';
import { createComparison } from './meaning/canonical.ts';
import { isNetworkPolicy, isPod, meaningOf, replaceableMeaning, type ObjectVersion } from './meaning/object-meaning.ts';
import { pairedByIdentity } from './paired-objects.ts';

/**
 * The objects that were added, removed or modified between two versions, sorted by group, kind, namespace and name.
 * `isSemantic` is false where that alone cannot change an answer: both texts mean the same, a policy was renamed, or a
 * Pod was replaced under its owner by one with the same labels and ports. O(objects).
 */
export function resourceChanges(base: readonly ObjectVersion[], target: readonly ObjectVersion[]): readonly ResourceChange[] {
  const { pairs, removed, added } = pairedByIdentity(base, target);
  const changes: ResourceChange[] = []; const isSame = createComparison();
  for (const { before, after } of pairs) {
    if (before.isUnreadable === after.isUnreadable && isSame(before.value, after.value)) continue;
    changes.push(changeOf(after, 'MODIFIED', meaningOf(before) !== meaningOf(after)));
  }
  const moved = pairedOff(removed, added);
  for (const object of removed) changes.push(changeOf(object, 'REMOVED', !moved.has(object)));
  for (const object of added) changes.push(changeOf(object, 'ADDED', !moved.has(object)));
  return changes.sort(compareIdentities);
}

function changeOf({ group, kind, namespace, name }: ObjectVersion, op: ResourceChange['op'], isSemantic: boolean): ResourceChange {
  return { op, group, kind, namespace, name, isSemantic };
}

/** The removed and added objects that take each other's place, one for one. */
function pairedOff(removed: readonly ObjectVersion[], added: readonly ObjectVersion[]): ReadonlySet<ObjectVersion> {
  const waiting = new Map<string, ObjectVersion[]>();
  for (const object of removed) {
    const key = placeOf(object);
    if (key === undefined) continue;
    const list = waiting.get(key);
    if (list === undefined) waiting.set(key, [object]); else list.push(object);
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
