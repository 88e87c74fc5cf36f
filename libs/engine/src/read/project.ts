import { isJsonObject, type Shape } from '../model/shape.ts';
import { READ_LIMITS } from './limits.ts';

/** A value is nested too deep to be kept. */
export class TooDeep extends Error {}

type JsonObject = Readonly<Record<string, unknown>>;

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

/** Takes a value, and what came of the one before it. */
type Projection = (value: unknown, before: unknown) => unknown;

const projections = new Map<Shape, Projection>();

/**
 * The part of a value that its shape names, with absent, null, empty list and empty object as they were. Values of a
 * wrong type are kept hollow, for the check that refuses the object. What equals the same part of `before` is that very
 * part: the pods of a workload repeat each other in most of what is kept.
 *
 * @throws {TooDeep} where a value taken whole is nested beyond the limit
 */
export function project(value: unknown, shape: Shape, before?: unknown): unknown {
  let projection = projections.get(shape);
  if (projection === undefined) {
    projection = projectionOf(shape);
    projections.set(shape, projection);
  }
  return projection(value, before);
}

/** Every object of the input comes through here, so each shape is made a function once. */
function projectionOf(shape: Shape): Projection {
  if (shape === 'any') return (value) => copy(value, 0);
  if (typeof shape === 'string') return hollow;
  if ('list' in shape) {
    const item = projectionOf(shape.list);
    return (value, before) => (Array.isArray(value) ? projectList(value, item, before) : hollow(value));
  }
  if ('map' in shape) {
    const item = projectionOf(shape.map);
    return (value, before) => (isJsonObject(value) ? projectMap(value, item, before) : hollow(value));
  }
  const names = Object.keys(shape.fields); const fields = names.map((name) => projectionOf(shape.fields[name] as Shape));
  return (value, before) => (isJsonObject(value) ? projectFields(value, names, fields, before) : hollow(value));
}

const NOTHING: readonly unknown[] = [];

function projectList(value: readonly unknown[], project: Projection, before: unknown): readonly unknown[] {
  const old: readonly unknown[] = Array.isArray(before) ? before : NOTHING;
  const items = value.map((item, index) => project(item, old[index]));
  return old.length === items.length && items.length > 0 && items.every((item, index) => item === old[index]) ? old : items;
}

function projectMap(value: JsonObject, project: Projection, before: unknown): JsonObject {
  const keys = Object.keys(value);
  if (isJsonObject(before) && isSameMap(value, keys, before)) return before;
  // Parsed just now and nobody else's: where nothing has to be left out it is kept as it is.
  if (keys.every((key) => typeof value[key] !== 'object' || value[key] === null)) return value;
  const out: Record<string, unknown> = {};
  for (const key of keys) setOwn(out, key, project(value[key], undefined));
  return out;
}

function isSameMap(value: JsonObject, keys: readonly string[], before: JsonObject): boolean {
  const old = Object.keys(before);
  return old.length === keys.length && keys.every((key, index) => key === old[index] && value[key] === before[key] && typeof value[key] !== 'object');
}

function projectFields(value: JsonObject, names: readonly string[], fields: readonly Projection[], before: unknown): JsonObject {
  const old = isJsonObject(before) ? before : undefined;
  // Nothing is made before something differs.
  let at = 0; let differing: unknown;
  if (old !== undefined) {
    for (; at < names.length; at += 1) {
      differing = projectItem(value, names[at] as string, fields[at] as Projection, old);
      if (differing !== old[names[at] as string]) break;
    }
    if (at === names.length) return old;
  }
  const out: Record<string, unknown> = {};
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] as string;
    const item = index < at ? old?.[name] : index === at && old !== undefined ? differing : projectItem(value, name, fields[index] as Projection, old);
    if (item !== undefined) out[name] = item;
  }
  return out;
}

/** No field of an API has the name of something that every object inherits, so that asking for it is enough. */
function projectItem(value: JsonObject, name: string, field: Projection, old: JsonObject | undefined): unknown {
  const item = value[name];
  return typeof item === 'object' && item !== null ? field(item, old?.[name]) : item;
}
