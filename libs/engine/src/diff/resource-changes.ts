import type { ResourceChange } from './changes.ts';
import { createComparison, isSameContent } from './meaning/canonical.ts';
import { isNetworkPolicy, isPod, meaningOf, ownerName, replaceableContent, replaceableMeaning, type ObjectVersion } from './meaning/object-meaning.ts';
import { pairedByIdentity } from './paired-objects.ts';

/**
 * The objects that were added, removed or modified between two versions, sorted by group, kind, namespace and name.
 * `isSemantic` is false where that alone cannot change an answer: both texts mean the same, a policy was renamed, or a
 * Pod was replaced under its owner by one with the same labels and ports. O(objects).
 */
export function resourceChanges(before: readonly ObjectVersion[], after: readonly ObjectVersion[]): readonly ResourceChange[] {
  const { base, target, partners, removed, added } = pairedByIdentity(before, after);
  const changes: ResourceChange[] = []; const isSame = createComparison();
  for (let at = 0; at < base.length; at += 1) {
    if (partners[at] === -1) continue;
    const old = base[at]!; const current = target[partners[at]!]!;
    if (old.isUnreadable === current.isUnreadable && isSame(old.value, current.value)) continue;
    changes.push(changeOf(current, 'MODIFIED', meaningOf(old) !== meaningOf(current)));
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
  const places = new Map<string, { readonly removed: ObjectVersion[]; readonly added: ObjectVersion[] }>();
  for (const object of removed) {
    const place = placeOf(object); const rivals = place === undefined ? undefined : places.get(place);
    if (rivals !== undefined) rivals.removed.push(object); else if (place !== undefined) places.set(place, { removed: [object], added: [] });
  }
  for (const object of added) {
    const place = placeOf(object);
    if (place !== undefined) places.get(place)?.added.push(object);
  }
  const paired = new Set<ObjectVersion>();
  for (const rivals of places.values()) pairOff(rivals.removed, rivals.added, paired);
  return paired;
}

function pairOff(removed: readonly ObjectVersion[], added: readonly ObjectVersion[], paired: Set<ObjectVersion>): void {
  if (added.length === 0) return;
  // Mostly one Pod took the place of one and says the same word for word, which needs no text of what it means.
  if (removed.length === 1 && added.length === 1 && isPod(removed[0]!) && isSameContent(replaceableContent(removed[0]!), replaceableContent(added[0]!))) { paired.add(removed[0]!).add(added[0]!); return; }
  const waiting = new Map<string, ObjectVersion[]>();
  for (const object of removed) {
    const meaning = meaningInPlace(object); const list = waiting.get(meaning);
    if (list === undefined) waiting.set(meaning, [object]); else list.push(object);
  }
  for (const object of added) {
    const partner = waiting.get(meaningInPlace(object))?.pop();
    if (partner !== undefined) paired.add(partner).add(object);
  }
}

/** Text that two objects have in common when one can take the other's place without any effect; undefined for what nothing replaces. */
function placeOf(object: ObjectVersion): string | undefined {
  if (object.isUnreadable === true) return undefined;
  const owner = isNetworkPolicy(object) ? '' : isPod(object) ? ownerName(object) : undefined;
  return owner === undefined ? undefined : `${object.group}/${object.kind}/${object.namespace}/${owner}`;
}

const meaningInPlace = (object: ObjectVersion): string => (isPod(object) ? replaceableMeaning(object) : meaningOf(object));

function compareIdentities(a: ResourceChange, b: ResourceChange): number {
  return compareTexts(a.group, b.group) || compareTexts(a.kind, b.kind) || compareTexts(a.namespace, b.namespace) || compareTexts(a.name, b.name);
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
