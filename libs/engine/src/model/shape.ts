import { childPointer } from './json-pointer.ts';

/**
 * The structure of one Kubernetes API type, as far as Postern reads it. Scalars may be null or absent everywhere: the API
 * server reads null as the type's zero value.
 */
export type Shape =
  | 'string' | 'integer' | 'number' | 'boolean' | 'intOrString'
  /** Anything, taken as it is. */
  | 'any'
  | { readonly list: Shape }
  /** An object with free keys. */
  | { readonly map: Shape }
  | { readonly fields: Readonly<Record<string, Shape>> };

export interface ShapeProblem { readonly pointer: string; readonly expected: string; readonly found: string }

/** What conforming met: values of the wrong type, and fields that the type does not have. */
export interface ShapeReport { readonly problems: ShapeProblem[]; readonly unknown: string[] }

type JsonObject = Readonly<Record<string, unknown>>;

/** Whether the value is an object with fields. */
export const isJsonObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

const INT32 = 2 ** 31;
const isInt32 = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= -INT32 && (value as number) < INT32;

/** By type, which values it takes, in words and as a test, and what null stands for in a list. */
export const SCALARS: Readonly<Record<'string' | 'integer' | 'number' | 'boolean' | 'intOrString', { readonly expected: string; readonly fits: (value: unknown) => boolean; readonly zero: unknown }>> = {
  string: { expected: 'a string', fits: (value) => typeof value === 'string', zero: '' },
  integer: { expected: 'an integer', fits: isInt32, zero: 0 },
  number: { expected: 'a number', fits: (value) => typeof value === 'number', zero: 0 },
  boolean: { expected: 'true or false', fits: (value) => typeof value === 'boolean', zero: false },
  intOrString: { expected: 'an integer or a string', fits: (value) => typeof value === 'string' || isInt32(value), zero: 0 },
};

/** The JSON type of a value, for messages that must not quote it. */
export function jsonTypeName(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'boolean') return 'a boolean';
  return typeof value === 'number' ? (Number.isInteger(value) ? 'a number' : 'a fraction') : 'a string';
}

/** What an element that is null stands for: an element has no way to be absent, so the API server takes the zero value. */
function zeroOf(shape: Shape): unknown {
  if (typeof shape === 'string') return shape === 'any' ? null : SCALARS[shape].zero;
  return 'list' in shape ? [] : {};
}

function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}

function conformObject(value: JsonObject, shape: Exclude<Shape, string>, pointer: string, report: ShapeReport): unknown {
  const out: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const item = value[key];
    if ('map' in shape) { setOwn(out, key, item === null ? zeroOf(shape.map) : conformItem(item, shape.map, pointer, key, report)); continue; }
    const field = 'fields' in shape && Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
    if (field === undefined) report.unknown.push(childPointer(pointer, key)); else out[key] = conformItem(item, field, pointer, key, report);
  }
  return out;
}

/** Most values are scalars that fit, for which no pointer is written. */
function conformItem(item: unknown, shape: Shape, pointer: string, key: string, report: ShapeReport): unknown {
  if (typeof shape === 'string' && (shape === 'any' || SCALARS[shape].fits(item))) return item;
  return conform(item, shape, childPointer(pointer, key), report);
}

/**
 * The value without fields that the shape lacks. Wrong types and dropped fields go to `report`; absent, null, empty list
 * and empty object stay distinct, except that a null inside a list or map becomes the zero value, as in the API server.
 */
export function conform(value: unknown, shape: Shape, pointer: string, report: ShapeReport): unknown {
  if (value === null || value === undefined || shape === 'any') return value;
  if (typeof shape === 'string') {
    if (SCALARS[shape].fits(value)) return value;
    report.problems.push({ pointer, expected: SCALARS[shape].expected, found: jsonTypeName(value) });
    return null;
  }
  if ('list' in shape) {
    if (Array.isArray(value)) return value.map((item: unknown, index) => (item === null ? zeroOf(shape.list) : conform(item, shape.list, `${pointer}/${String(index)}`, report)));
    report.problems.push({ pointer, expected: 'a list', found: jsonTypeName(value) });
    return null;
  }
  if (isJsonObject(value)) return conformObject(value, shape, pointer, report);
  report.problems.push({ pointer, expected: 'an object', found: jsonTypeName(value) });
  return null;
}
