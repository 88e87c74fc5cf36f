import type { ObjectVersion } from './meaning/object-meaning.ts';

/** Objects of both versions, one of each identity, and which is which. */
export interface PairedObjects {
  readonly base: readonly ObjectVersion[];
  readonly target: readonly ObjectVersion[];
  /** By position in `base`, the position of the same object in `target`; -1 where it is gone. */
  readonly partners: Int32Array;
  /** Those that one version has alone, each in the order of its version. */
  readonly removed: readonly ObjectVersion[];
  readonly added: readonly ObjectVersion[];
}

/** A later object of the same identity replaces an earlier one, as applying both would. Identities are looked up part by part, so that none is written out. */
export function pairedByIdentity(before: readonly ObjectVersion[], after: readonly ObjectVersion[]): PairedObjects {
  const known = numbered(before);
  if (known === null) return pairedByIdentity(lastOfEach(before), after);
  const partners = new Int32Array(before.length).fill(-1); const added: ObjectVersion[] = []; const fresh = placesOf();
  for (let at = 0, next = 0; at < after.length; at += 1) {
    const object = after[at]!;
    // Both versions mostly have their objects in one order, with some in the place of others.
    const expected = before[next]; const position = expected !== undefined && isSameIdentity(expected, object) ? next : known(object).get(object.name);
    const isRepeated = position === undefined ? !isNew(fresh(object), object.name, at) : partners[position] !== -1;
    if (isRepeated) return pairedByIdentity(before, lastOfEach(after));
    if (position === undefined) added.push(object); else partners[position] = at;
    next = (position ?? next) + 1;
  }
  return { base: before, target: after, partners, removed: before.filter((_, at) => partners[at] === -1), added };
}

const isSameIdentity = (a: ObjectVersion, b: ObjectVersion): boolean => a.name === b.name && a.namespace === b.namespace && a.kind === b.kind && a.group === b.group;

type Names = Map<string, number>;
type Places = (object: ObjectVersion) => Names;

/** Where each object stands; null where one is there twice. */
function numbered(objects: readonly ObjectVersion[]): Places | null {
  const places = placesOf();
  for (let at = 0; at < objects.length; at += 1) { const object = objects[at]!; if (!isNew(places(object), object.name, at)) return null; }
  return places;
}

function isNew(names: Names, name: string, at: number): boolean {
  const size = names.size;
  names.set(name, at);
  return names.size > size;
}

/** One object of each identity: what the last says, in the place of the first. */
function lastOfEach(objects: readonly ObjectVersion[]): readonly ObjectVersion[] {
  const places = placesOf(); const kept: ObjectVersion[] = [];
  for (const object of objects) {
    const names = places(object); const at = names.get(object.name);
    if (at === undefined) names.set(object.name, kept.push(object) - 1); else kept[at] = object;
  }
  return kept;
}

/** By name, the numbers of what has one namespace and kind; neighbours mostly share theirs. */
function placesOf(): Places {
  const all = new Map<string, Names>();
  let last: ObjectVersion | undefined; let names: Names = new Map();
  return (object) => {
    if (last?.namespace === object.namespace && last.kind === object.kind && last.group === object.group) return names;
    const key = `${object.group}/${object.kind}/${object.namespace}`;
    last = object;
    names = all.get(key) ?? new Map<string, number>();
    all.set(key, names);
    return names;
  };
}
