import { isJsonObject, SCALARS, type Shape } from './shape.ts';

/** Of a value, and of one before it that fits. */
type Fit = (value: unknown, before: unknown) => boolean;

const NO_FIELDS: Readonly<Record<string, unknown>> = {};
const fits = new Map<Shape, Fit>();

/**
 * Whether `conform` would give an equal value and report nothing. What is the same object as in `before`, which fits,
 * fits too. Every object of the input comes through here, so each shape is made a test once.
 */
export function fitsShape(value: unknown, shape: Shape, before?: unknown): boolean {
  let fit = fits.get(shape);
  if (fit === undefined) {
    fit = fitOf(shape);
    fits.set(shape, fit);
  }
  return fit(value, before);
}

function fitOf(shape: Shape): Fit {
  if (shape === 'any') return () => true;
  if (typeof shape === 'string') {
    const { fits: isOfType } = SCALARS[shape];
    return (value) => value === null || value === undefined || isOfType(value);
  }
  const inside = 'list' in shape ? listFit(fitOf(shape.list)) : 'map' in shape ? mapFit(fitOf(shape.map)) : fieldsFit(new Map(Object.entries(shape.fields).map(([name, field]) => [name, fitOf(field)])));
  return (value, before) => value === null || value === undefined || value === before || inside(value, before);
}

/** A null element stands for a zero value, and so does not stay as it is. */
const listFit = (fit: Fit): Fit => (value, before) => {
  if (!Array.isArray(value)) return false;
  const old: readonly unknown[] = Array.isArray(before) ? before : [];
  return value.every((item, index) => item !== null && fit(item, old[index]));
};

const mapFit = (fit: Fit): Fit => (value) => isJsonObject(value) && Object.keys(value).every((key) => value[key] !== null && fit(value[key], undefined));

const fieldsFit = (byName: ReadonlyMap<string, Fit>): Fit => (value, before) => {
  if (!isJsonObject(value)) return false;
  const old = isJsonObject(before) ? before : NO_FIELDS;
  for (const name of Object.keys(value)) {
    const fit = byName.get(name);
    const item = value[name];
    if (fit === undefined || !fit(item, typeof item === 'object' ? old[name] : undefined)) return false;
  }
  return true;
};
