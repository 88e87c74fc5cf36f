import fc from 'fast-check';
import { constructFromEvents, type Event, parseEvents } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { plainValue } from './plain-value.ts';
import { kubernetesSchema } from './scalar-schema.ts';

/** The events of a text, and what the library makes of them; undefined where it refuses the text or them. */
function whole(text: string): { readonly events: readonly Event[]; readonly value?: unknown } | undefined {
  let events: Event[];
  try { events = parseEvents(text, {}); } catch { return undefined; }
  try { return { events, value: constructFromEvents(events, { source: text, schema: kubernetesSchema() })[0] }; } catch { return { events }; }
}

/** Whether there is a value, which then is the library's; strings tell a string from what looks like one. */
function expectSame(text: string): boolean {
  const want = whole(text);
  const got = want === undefined ? undefined : plainValue(text, want.events);
  if (got === undefined) return false;
  expect({ text, value: got.value }).toEqual({ text, value: want?.value });
  expect(want).toHaveProperty('value');
  expect(JSON.stringify(got.value)).toBe(JSON.stringify(want?.value));
  return true;
}

const scalar = fc.constantFrom(
  'web', 'yes', 'n', 'ON', 'null', '~', '~x', 'Null', '8080', '0755', '0x1F', '1_000', '1.5', '.5', '-1', '+7', '-.5', '.inf', '.nan', '1:30', '12e3', '2001-12-14', '/healthz', '-', '- x', '-x', '=', '<<', 'é',
  'a b', "it's", '"x"', "'x'", '"yes"', "''", '""', '"a\\"b\\n"', "'it''s'", '[]', '{}', '[a, b]', '[yes, 1]', '[[a], {b: c}]', '[a: b]', '{a: b}', '{a: 1, a: 2}', '{[a]: b}', '{}', '&a x', '&b [x]', '&c {x: 1}', '*a', '*b', '*c', '!x y', '! yes', '!!str 1', '!x {a: b}', '|\n   a\n   b', '>-\n   yes', '# c', '',
);
const key = fc.constantFrom('app', 'kind', 'a', 'b', 'c', 'y', 'No', '~', '"yes"', "'on'", '<<', '"<<"', '__proto__', '"__proto__"', 'constructor', '8080', '0x1F90', '? a', '&k a', '');
const line = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(key, scalar).map(([name, text]) => `${name}: ${text}`) },
  { weight: 4, arbitrary: key.map((name) => `${name}:`) },
  { weight: 4, arbitrary: fc.tuple(scalar, fc.boolean(), key).map(([text, isMapping, name]) => (isMapping ? `- ${name}: ${text}` : `- ${text}`)) },
  { weight: 1, arbitrary: fc.constantFrom('', '# x', '---', '--- !x', '%YAML 1.1', 'x') },
);
const text = fc.array(fc.tuple(fc.constantFrom('', '', '  '), line).map((parts) => parts.join('')), { minLength: 1, maxLength: 6 }).map((lines) => `${lines.join('\n')}\n`);

const value = fc.letrec<{ readonly node: unknown; readonly map: unknown }>((tie) => ({
  node: fc.oneof({ depthSize: 'small', maxDepth: 5 }, fc.constantFrom('web', '8080', 'yes', 'a: b', '10.0.0.0/8', '', ' x', 'a\nb'), fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('node'), { maxLength: 4 }), tie('map')),
  map: fc.dictionary(fc.constantFrom('app', 'kind', 'a.example.com/x', 'y', '8080', 'x-y'), tie('node'), { maxKeys: 4 }),
})).map;

describe('values without tags, anchors and merges', () => {
  it('are what the library makes of them, wherever there is one', () => {
    let taken = 0;
    fc.assert(fc.property(text, (written) => { if (expectSame(written)) taken += 1; }), { numRuns: 20_000 });
    expect(taken).toBeGreaterThan(1_000);
  });

  it('are what every document of JSON values has', () => {
    fc.assert(fc.property(value, fc.constantFrom('block' as const, 'flow' as const, 'any' as const), (written, collectionStyle) => {
      expect(expectSame(stringify(written, { version: '1.1', collectionStyle, aliasDuplicateObjects: false }))).toBe(true);
    }));
  });
});
