import { isJsonObject } from '../../model/shape.ts';

/** Whether canonicalJson of both is equal, without writing it: most objects of two versions are alike. */
export function isSameContent(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a === 'string' || typeof b === 'string') return false;
  if (Array.isArray(a)) return Array.isArray(b) && isSameItems(a, b);
  if (!isJsonObject(a)) return !isJsonObject(b) && !Array.isArray(b) && JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
  return isJsonObject(b) && isSameFields(a, b);
}

function isSameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (!isSameContent(a[at], b[at])) return false;
  return true;
}

function isSameFields(a: JsonObject, b: JsonObject): boolean {
  let count = 0;
  // No list of keys is made for any of the objects; those of JSON inherit no key that is met here.
  for (const key in a) {
    count += 1;
    const item = b[key];
    if (!isOwn(b, key, item) || (a[key] !== item && !isSameContent(a[key], item))) return false;
  }
  return count === fieldCount(b);
}

/** What is inherited is a function, or the parent of all objects under the one name for it. */
const isOwn = (of: JsonObject, key: string, item: unknown): boolean => (item !== undefined && key !== '__proto__') || Object.hasOwn(of, key);

function fieldCount(of: JsonObject): number {
  let count = 0;
  for (const key in of) if (Object.hasOwn(of, key)) count += 1;
  return count;
}

/**
 * {@link isSameContent} for many values one after the other: neighbours share parts in each version, and parts that stood
 * in the same place last time and were the same need no second look.
 */
export function createComparison(): (a: unknown, b: unknown) => boolean {
  const last: { a: unknown; b: unknown }[] = [];
  const isSamePart = (a: JsonObject, b: unknown, first: number): boolean => {
    if (!isJsonObject(b)) return false;
    let count = 0;
    for (const key in a) {
      const own = a[key]; const other = b[key];
      if (!isOwn(b, key, other) || (own !== other && !isSameItem(own, other, first + count))) return false;
      count += 1;
    }
    return count === fieldCount(b);
  };
  const isSameItem = (a: unknown, b: unknown, place: number): boolean => {
    if (typeof a !== 'object' || a === null) return isSameContent(a, b);
    const known = last[place];
    if (known?.a === a && known.b === b) return true;
    if (!isSameContent(a, b)) return false;
    if (known !== undefined) { known.a = a; known.b = b; } else if (place < MOST_PLACES) last[place] = { a, b };
    return true;
  };
  return (a, b) => {
    if (a === b) return true;
    if (!isJsonObject(a) || !isJsonObject(b)) return isSameContent(a, b);
    let count = 0;
    for (const key in a) {
      const own = a[key]; const other = b[key];
      count += 1;
      if (!isOwn(b, key, other)) return false;
      // Labels, owners and containers stand one level further down.
      if (own !== other && !(isJsonObject(own) ? isSamePart(own, other, PLACES_OF_PART * count) : isSameContent(own, other))) return false;
    }
    return count === fieldCount(b);
  };
}

/** More than an object that is read has fields; where parts share a place they only forget each other. */
const PLACES_OF_PART = 32;
const MOST_PLACES = 1024;

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * As canonicalJson, where absent, null and empty are one, and lists have no order: how every kind but policies
 * reads the fields that are kept of it.
 */
export function looseText(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(looseText).sort().join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value ?? null);
  let text = '';
  for (const key of Object.keys(value).sort()) {
    const part = looseText(value[key]);
    if (part === 'null' || part === '{}' || part === '[]') continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${part}`;
  }
  return `{${text}}`;
}
