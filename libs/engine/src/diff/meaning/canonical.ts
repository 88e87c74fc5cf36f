import { isJsonObject } from '../../model/shape.ts';

/** Whether canonicalJson of both is equal, without writing it: most objects of two versions are alike. */
export function isSameContent(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => isSameContent(item, b[i]));
  if (!isJsonObject(a)) return !isJsonObject(b) && !Array.isArray(b) && JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
  if (!isJsonObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSameContent(a[key], b[key]));
}

/**
 * As canonicalJson, where absent, null and empty are one, and lists have no order: how every kind but policies
 * reads the fields that are kept of it.
 */
export function looseText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(looseText).sort().join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value ?? null);
  const kept = Object.keys(value).sort().map((key) => [key, looseText(value[key])] as const).filter(([, text]) => !EMPTY_TEXTS.has(text));
  return `{${kept.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(',')}}`;
}

const EMPTY_TEXTS: ReadonlySet<string> = new Set(['null', '{}', '[]']);
