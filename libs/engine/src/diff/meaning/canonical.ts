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

function isSameFields(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(a); const others = Object.keys(b);
  if (keys.length !== others.length) return false;
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at]!;
    // Both mostly have their keys in one order, which saves asking whether it is there.
    if (key !== others[at] && !Object.hasOwn(b, key)) return false;
    if (!isSameContent(a[key], b[key])) return false;
  }
  return true;
}

/**
 * {@link isSameContent} for many values one after the other: neighbours share parts in each version, and a part that was
 * compared with the same one last time needs no second look.
 */
export function createComparison(): (a: unknown, b: unknown) => boolean {
  const last = new Map<string, { a: unknown; b: unknown; isSame: boolean }>();
  const compareFields = (a: JsonObject, b: unknown, depth: number): boolean => {
    if (!isJsonObject(b)) return false;
    const keys = Object.keys(a);
    if (keys.length !== Object.keys(b).length) return false;
    for (const key of keys) if (!Object.hasOwn(b, key) || !compareField(key, a[key], b[key], depth)) return false;
    return true;
  };
  const compareField = (key: string, a: unknown, b: unknown, depth: number): boolean => {
    if (a === b) return true;
    if (typeof a !== 'object' || a === null || depth === DEEPEST_SHARED) return isSameContent(a, b);
    const known = last.get(key);
    if (known !== undefined && known.a === a && known.b === b) return known.isSame;
    const isSame = isJsonObject(a) ? compareFields(a, b, depth + 1) : isSameContent(a, b);
    if (known === undefined) last.set(key, { a, b, isSame }); else { known.a = a; known.b = b; known.isSame = isSame; }
    return isSame;
  };
  return (a, b) => a === b || (isJsonObject(a) ? compareFields(a, b, 0) : isSameContent(a, b));
}

/** Labels, owners and containers stand no deeper. */
const DEEPEST_SHARED = 2;

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
