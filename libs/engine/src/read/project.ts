import { isJsonObject, type Shape } from '../model/shape.ts';
import { READ_LIMITS } from './limits.ts';

/** A value is nested too deep to be kept. */
export class TooDeep extends Error {}

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
 * wrong type are kept hollow, for the check that refuses the object.
 *
 * @throws {TooDeep} where a value taken whole is nested beyond the limit
 */
export function project(value: unknown, shape: Shape): unknown {
  if (value === null || value === undefined) return value;
  if (shape === 'any') return copy(value, 0);
  if (typeof shape === 'string') return hollow(value);
  if ('list' in shape) return Array.isArray(value) ? value.map((item) => project(item, shape.list)) : hollow(value);
  if (!isJsonObject(value)) return hollow(value);
  const out: Record<string, unknown> = {};
  if ('map' in shape) for (const key of Object.keys(value)) setOwn(out, key, project(value[key], shape.map));
  else for (const key of Object.keys(shape.fields)) if (Object.hasOwn(value, key)) out[key] = project(value[key], shape.fields[key] as Shape);
  return out;
}
