import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitsShape } from '../model/fits-shape.ts';
import { conform, type Shape, type ShapeReport } from '../model/shape.ts';
import { project } from './project.ts';

const { shape } = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.oneof(
    { depthSize: 'small', withCrossShrink: true }, fc.constantFrom<Shape>('string', 'integer', 'boolean', 'intOrString'), fc.record({ list: tie('shape') }), fc.record({ map: tie('shape') }),
    fc.record({ fields: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'metadata'), tie('shape')) }),
  ),
}));

/** Mostly what the shape asks for, so that deep parts are reached. */
function valueOf(of: Shape): fc.Arbitrary<unknown> {
  const anything = fc.jsonValue({ maxDepth: 2 });
  const right = (): fc.Arbitrary<unknown> => {
    if (of === 'string') return fc.constantFrom('', 'x', 'y');
    if (of === 'integer') return fc.constantFrom(0, 1, 2 ** 31);
    if (of === 'boolean') return fc.boolean();
    if (typeof of === 'string') return fc.constantFrom(1, 'x');
    if ('list' in of) return fc.array(valueOf(of.list), { maxLength: 3 });
    if ('map' in of) return fc.dictionary(fc.constantFrom('k', 'l', '__proto__', 'constructor'), valueOf(of.map), { maxKeys: 3 });
    return fc.record({ ...Object.fromEntries(Object.entries(of.fields).map(([name, field]) => [name, valueOf(field)])), more: anything }, { requiredKeys: [] });
  };
  return fc.oneof({ arbitrary: right(), weight: 12 }, { arbitrary: fc.constant(null), weight: 1 }, { arbitrary: anything, weight: 1 });
}

const shapeAndValues = shape.chain((of) => fc.tuple(fc.constant(of), valueOf(of), valueOf(of)));

it('what stands before a value changes nothing about what is kept of it', () => {
  fc.assert(fc.property(shapeAndValues, ([of, before, value]) => {
    const alone = project(structuredClone(value), of);
    expect(project(structuredClone(value), of, project(before, of))).toEqual(alone);
  }), { numRuns: 500 });
});

it('what repeats the value before it is that very part of it', () => {
  const of: Shape = { fields: { name: 'string', labels: { map: 'string' }, ports: { list: { fields: { port: 'integer' } } } } };
  const pod = (name: string): unknown => ({ name, uid: name, labels: { app: 'web' }, ports: [{ port: 80, more: 1 }] });
  const before = project(pod('a'), of) as { readonly labels: unknown; readonly ports: unknown };
  expect(project(pod('a'), of, before)).toBe(before);
  const next = project(pod('b'), of, before) as typeof before;
  expect(next).toEqual({ name: 'b', labels: { app: 'web' }, ports: [{ port: 80 }] });
  expect([next.labels, next.ports]).toEqual([before.labels, before.ports]);
  expect(next.labels).toBe(before.labels);
  expect(next.ports).toBe(before.ports);
});

it('a value fits its shape exactly where conforming changes and reports nothing', () => {
  fc.assert(fc.property(shapeAndValues, ([of, before, value]) => {
    const report: ShapeReport = { problems: [], unknown: [] };
    const conformed = conform(value, of, '', report);
    const isSame = report.problems.length === 0 && report.unknown.length === 0 && JSON.stringify(conformed) === JSON.stringify(value);
    expect(fitsShape(value, of)).toBe(isSame);
    if (fitsShape(before, of)) expect(fitsShape(value, of, before)).toBe(isSame);
  }), { numRuns: 500 });
});
