import fc from 'fast-check';
import { constructFromEvents } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { parseLenient } from './lenient-indentation.ts';
import { parsePlainDocument } from './plain-document.ts';
import { kubernetesSchema } from './scalar-schema.ts';

/** What the whole parser makes of a text, its content's offset among it; undefined where it refuses it. */
function whole(text: string): { readonly value: unknown; readonly start: number } | undefined {
  try {
    const { events, source } = parseLenient(text);
    const first = events.find((event) => 'start' in event);
    return { value: constructFromEvents(events, { source, schema: kubernetesSchema() })[0], start: first !== undefined && 'start' in first ? first.start : -1 };
  } catch { return undefined; }
}

/** Strings that tell a string from what looks like one, and an empty mapping from a list. */
function expectSame(text: string): boolean {
  const plain = parsePlainDocument(text);
  if (plain === undefined) return false;
  const want = whole(text);
  expect({ text, ...plain }).toEqual({ text, ...want });
  expect(JSON.stringify(plain.value)).toBe(JSON.stringify(want?.value));
  return true;
}

const scalar = fc.constantFrom(
  'web', 'yes', 'n', 'ON', 'null', '~', '~x', 'Null', '8080', '0755', '0x1F', '1_000', '1.5', '.5', '-1', '+7', '-.5', '.inf', '.nan', '1:30', '12e3', '1.2.3', '10.0.0.0/8', '2001-12-14', '/healthz', '$(VAR)', '--flag=x', '-', '- x', '-x', '=', '<<', '\\n',
  'nginx:1.0', 'a b', 'a  b', 'a: b', 'a:', 'a #c', 'a#c', '#c', 'a ', "it's", 'a"b', '"x"', "'x'", '"yes"', "''", '""', '"a\\"b"', '"a" b', '"a: b"', "'a: b'", "'it''s'", '[]', '{}', '[a, b]', '[ a ,b ]', '[a b]', '[yes, 1]', '[a,]', '[-a]', '{a: b}', '&a x', '*a', '!x y', '|', '>-', '%x', '@x', '`x', '? x', '?x', ',', ', x', 'é', 'x\ty', '',
);
const key = fc.constantFrom('app', 'kind', 'a', 'b', 'c', 'y', 'No', 'null', '"yes"', "'on'", '"a.b/c"', '"a b"', '"a', '<<', '__proto__', '"__proto__"', '8080', '-a', '.a', '_a', 'a-b', 'a.example.com/x', 'a:b', 'f:x', 'a b', '');
const line = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(key, fc.constantFrom(': ', ':  ', ':', ' : '), scalar).map((parts) => parts.join('')) },
  { weight: 6, arbitrary: key.map((name) => `${name}:`) },
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom('- ', '-   ', '-', '- - '), fc.oneof(scalar, fc.tuple(key, scalar).map(([name, text]) => `${name}: ${text}`), key.map((name) => `${name}:`))).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.constantFrom('', '# x', '  ', '---', '--- # x', '---x', '...', '%YAML 1.1', '\t', 'x', '--- a: b') },
);
const text = fc.array(fc.tuple(fc.constantFrom('', '', '  ', '  ', '    ', '   '), line).map((parts) => parts.join('')), { minLength: 1, maxLength: 7 }).chain((lines) => fc.constantFrom('\n', '\n', '\n', '\r\n').map((end) => lines.join(end) + end));

const value = fc.letrec<{ readonly node: unknown; readonly map: unknown }>((tie) => ({
  node: fc.oneof({ depthSize: 'small', maxDepth: 5 }, fc.constantFrom('web', '8080', 'yes', 'a: b', '10.0.0.0/8', '', ' x', 'nginx:1.0'), fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('node'), { maxLength: 4 }), tie('map')),
  map: fc.dictionary(fc.constantFrom('app', 'kind', 'a.example.com/x', 'y', '8080', 'x-y'), tie('node'), { maxKeys: 4 }),
})).map;

describe('documents in the plain style', () => {
  it('are read as the whole parser reads them, wherever they are read at all', () => {
    let taken = 0;
    fc.assert(fc.property(text, (written) => { if (expectSame(written)) taken += 1; }), { numRuns: 20_000 });
    expect(taken).toBeGreaterThan(300);
  });

  it('are what writers of YAML make of most values', () => {
    let taken = 0;
    fc.assert(fc.property(value, fc.boolean(), (written, indentSeq) => { if (expectSame(stringify(written, { version: '1.1', indentSeq }))) taken += 1; }), { numRuns: 500 });
    expect(taken).toBeGreaterThan(250);
  });
});
