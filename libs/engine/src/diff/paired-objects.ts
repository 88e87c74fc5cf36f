import type { ObjectVersion } from './meaning/object-meaning.ts';

/** The same object in two versions. */
export interface ObjectPair { readonly before: ObjectVersion; readonly after: ObjectVersion }

/** What both versions have, and what one of them has alone, each in the order in which its version first names it. */
export interface PairedObjects { readonly pairs: readonly ObjectPair[]; readonly removed: readonly ObjectVersion[]; readonly added: readonly ObjectVersion[] }

/** A later object of the same identity replaces an earlier one, as applying both would. Identities are looked up part by part, so that none is written out. */
export function pairedByIdentity(base: readonly ObjectVersion[], target: readonly ObjectVersion[]): PairedObjects {
  const before = placesOf<Slot>(); const fresh = placesOf<Slot>();
  const slots: Slot[] = []; const others: Slot[] = [];
  for (const object of base) put(before, slots, object);
  for (const object of target) {
    const slot = before(object).get(object.name);
    if (slot === undefined) put(fresh, others, object); else slot.after = object;
  }
  const pairs: ObjectPair[] = []; const removed: ObjectVersion[] = [];
  for (const { object, after } of slots) if (after === null) removed.push(object); else pairs.push({ before: object, after });
  return { pairs, removed, added: others.map(({ object }) => object) };
}

interface Slot { object: ObjectVersion; after: ObjectVersion | null }

type Places<Value> = (object: ObjectVersion) => Map<string, Value>;

function put(places: Places<Slot>, slots: Slot[], object: ObjectVersion): void {
  const names = places(object);
  const known = names.get(object.name);
  if (known !== undefined) { known.object = object; return; }
  const slot: Slot = { object, after: null };
  slots.push(slot);
  names.set(object.name, slot);
}

/** By name, what stands in the place of an object; neighbours mostly share theirs. */
function placesOf<Value>(): Places<Value> {
  const all = new Map<string, Map<string, Value>>();
  let last: ObjectVersion | undefined; let names = new Map<string, Value>();
  return (object) => {
    if (last?.namespace === object.namespace && last.kind === object.kind && last.group === object.group) return names;
    const key = `${object.group}/${object.kind}/${object.namespace}`;
    last = object;
    names = all.get(key) ?? new Map<string, Value>();
    all.set(key, names);
    return names;
  };
}
