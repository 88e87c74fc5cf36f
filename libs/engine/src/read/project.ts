import { isJsonObject, type Shape } from '../model/shape.ts';
import { READ_LIMITS } from './limits.ts';

/** A value is nested too deep to be kept. */
export class TooDeep extends Error {}

type JsonObject = Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, Shape>>;

function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}

function copy(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > READ_LIMITS.depth) throw new TooDeep();
  if (Array.isArray(value)) return value.map((item) => copy(item, depth + 1));
  const out: Record<string, unknown> = {};
  for (const key of Object.keys(value)) setOwn(out, key, copy((value as Record<string, unknown>)[key], depth + 1));
  return out;
}

/** An empty value of the same type, so that a wrong type is still seen and its content is not kept. */
const hollow = (value: unknown): unknown => (Array.isArray(value) ? [] : typeof value === 'object' && value !== null ? {} : value);

/**
 * The part of a value that its shape names, with absent, null, empty list and empty object as they were. Values of a
 * wrong type are kept hollow, for the check that refuses the object. What equals the same part of `before` is that very
 * part: the pods of a workload repeat each other in most of what is kept.
 *
 * @throws {TooDeep} where a value taken whole is nested beyond the limit
 */
export function project(value: unknown, shape: Shape, before?: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (shape === 'any') return copy(value, 0);
  if (typeof shape === 'string') return hollow(value);
  if ('list' in shape) return Array.isArray(value) ? projectList(value, shape.list, before) : hollow(value);
  if (!isJsonObject(value)) return hollow(value);
  return 'map' in shape ? projectMap(value, shape.map, before) : projectFields(value, shape.fields, before);
}

function projectList(value: readonly unknown[], shape: Shape, before: unknown): readonly unknown[] {
  const old: readonly unknown[] = Array.isArray(before) ? before : NOTHING;
  const items = value.map((item, index) => project(item, shape, old[index]));
  return old.length === items.length && items.length > 0 && items.every((item, index) => item === old[index]) ? old : items;
}

const NOTHING: readonly unknown[] = [];

function projectMap(value: JsonObject, shape: Shape, before: unknown): JsonObject {
  const keys = Object.keys(value);
  if (isJsonObject(before) && isSameMap(value, keys, before)) return before;
  // Parsed just now and nobody else's: where nothing has to be left out it is kept as it is.
  if (keys.every((key) => typeof value[key] !== 'object' || value[key] === null)) return value;
  const out: Record<string, unknown> = {};
  for (const key of keys) setOwn(out, key, project(value[key], shape));
  return out;
}

function isSameMap(value: JsonObject, keys: readonly string[], before: JsonObject): boolean {
  const old = Object.keys(before);
  return old.length === keys.length && keys.every((key, index) => key === old[index] && value[key] === before[key] && typeof value[key] !== 'object');
}

const fieldNames = new WeakMap<Fields, readonly string[]>();

function namesOf(fields: Fields): readonly string[] {
  let names = fieldNames.get(fields);
  if (names === undefined) {
    names = Object.keys(fields);
    fieldNames.set(fields, names);
  }
  return names;
}

function projectFields(value: JsonObject, fields: Fields, before: unknown): JsonObject {
  const names = namesOf(fields);
  const old = isJsonObject(before) ? before : undefined;
  // Nothing is made before something differs.
  let at = 0; let differing: unknown;
  if (old !== undefined) {
    for (; at < names.length; at += 1) {
      differing = projectField(value, fields, names[at] as string, old);
      if (differing !== old[names[at] as string]) break;
    }
    if (at === names.length) return old;
  }
  const out: Record<string, unknown> = {};
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] as string;
    const item = index < at ? old?.[name] : index === at && old !== undefined ? differing : projectField(value, fields, name, old);
    if (item !== undefined) out[name] = item;
  }
  return out;
}

const projectField = (value: JsonObject, fields: Fields, name: string, old: JsonObject | undefined): unknown => (Object.hasOwn(value, name) ? project(value[name], fields[name] as Shape, old?.[name]) : undefined);
