import type { ResourceChange } from './changes.ts';
import { isSameContent } from './meaning/canonical.ts';
import { isNetworkPolicy, isPod, meaningOf, replaceableMeaning, type ObjectVersion } from './meaning/object-meaning.ts';

/**
 * The objects that were added, removed or modified between two versions, sorted by group, kind, namespace and name.
 * `isSemantic` is false where that alone cannot change an answer: both texts mean the same, a policy was renamed, or a
 * Pod was replaced under its owner by one with the same labels and ports. O(objects).
 */
export function resourceChanges(base: readonly ObjectVersion[], target: readonly ObjectVersion[]): readonly ResourceChange[] {
  const before = createIndex(base); const after = createIndex(target);
  const removed = before.all.filter((object) => after.find(object) === undefined);
  const added: ObjectVersion[] = []; const changes: ResourceChange[] = [];
  for (const object of after.all) {
    const old = before.find(object);
    if (old === undefined) { added.push(object); continue; }
    const isSame = old.isUnreadable === object.isUnreadable && isSameContent(old.value, object.value);
    if (!isSame) changes.push(changeOf(object, 'MODIFIED', meaningOf(old) !== meaningOf(object)));
  }
  const moved = pairedOff(removed, added);
  for (const object of removed) changes.push(changeOf(object, 'REMOVED', !moved.has(object)));
  for (const object of added) changes.push(changeOf(object, 'ADDED', !moved.has(object)));
  return changes.sort(compareIdentities);
}

interface Index { readonly all: readonly ObjectVersion[]; readonly find: (identity: ObjectVersion) => ObjectVersion | undefined }
type Bucket = Map<string, ObjectVersion>;

/** Objects by identity, without a text for each. A later object of the same identity replaces an earlier one, as applying both would. */
function createIndex(objects: readonly ObjectVersion[]): Index {
  const bucketOf = createBuckets();
  for (const object of objects) bucketOf(object).set(object.name, object);
  const find = (identity: ObjectVersion): ObjectVersion | undefined => bucketOf(identity).get(identity.name);
  return { all: objects.filter((object) => find(object) === object), find };
}

/** Buckets by all of an identity but the name; neighbours mostly share one. */
function createBuckets(): (identity: ObjectVersion) => Bucket {
  const buckets = new Map<string, Bucket>(); let last: ObjectVersion | undefined; let bucket: Bucket = new Map();
  return (identity) => {
    if (last !== undefined && last.namespace === identity.namespace && last.kind === identity.kind && last.group === identity.group) return bucket;
    last = identity;
    const key = `${identity.group}/${identity.kind}/${identity.namespace}`; const known = buckets.get(key);
    bucket = known ?? new Map<string, ObjectVersion>();
    if (known === undefined) buckets.set(key, bucket);
    return bucket;
  };
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
