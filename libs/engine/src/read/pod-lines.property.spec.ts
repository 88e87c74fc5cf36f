import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createReadSession } from './session.ts';

interface Drawn { readonly node: string; readonly address: string; readonly version: string; readonly change: number }

const drawn: fc.Arbitrary<Drawn> = fc.record({
  node: fc.constantFrom('a', 'b', '', 'AnyPolicy', 'List'), address: fc.constantFrom('10.0.0.1', '10.100.100.100', 'fd00:0:0:0:0:0:0:1', ''), version: fc.constantFrom('1', '22'),
  change: fc.oneof({ arbitrary: fc.constant(0), weight: 6 }, { arbitrary: fc.nat(20), weight: 1 }),
});

const textOf = ({ node, address, version }: Drawn, name: string): string => JSON.stringify({
  apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop', uid: `u-${node}`, resourceVersion: version, creationTimestamp: '2026-01-01T00:00:00Z', labels: { app: 'web', long: 'a label that is longer than most' } },
  spec: { nodeName: node, containers: [{ name: 'main', image: 'web:1', ports: [{ name: 'http', containerPort: 80 }] }] }, status: { phase: 'Running', podIP: address, podIPs: [{ ip: address }], conditions: [{ type: 'Ready' }] },
});

/** What a line may have that the one before has not. */
const CHANGES: readonly ((text: string) => string)[] = [
  (text) => text, (text) => text.replace('"uid":"u', '"uid":"\\u0075'), (text) => text.replace('"uid":"u', '"uid":"\t'), (text) => text.replace('"uid":"u', '"uid":"u"'), (text) => text.slice(0, -1), (text) => `${text} `, (text) => `${text}}`,
  (text) => text.replace('"name":"p', '"name":"{{ .Values.p }}'), (text) => text.replace(/"name":"p[^"]*"/, '"name":""'), (text) => text.replace(/"name":"p/, '"name":"\\u0070'), (text) => text.replace('"status":{', '"status":{"podIP":"10.9.9.9"},"status":{'),
  (text) => text.replace('"status":{', '"status":{"phase":7},"status":{'), (text) => text.replace(/\}$/, ',"metadata":{"name":"second"}}'), (text) => text.replace(/"podIP":"[^"]*"/, '"podIP":5'), (text) => text.replace(/"nodeName":"[^"]*"/, '"nodeName":null'),
  (text) => text.replace('"podIP"', '"pod\\u0049P"'), (text) => text.replace('"conditions"', '"__proto__":{"phase":"Failed"},"conditions"'), (text) => text.replace('"image":"web:1"', '"image":"quay.io/calico/node:v3.28.0"'),
  (text) => text.replace('"status"', `"deep":${'['.repeat(5000)}${']'.repeat(5000)},"status"`), (text) => `[${text}]`, (text) => text.replace('"app":"web"', '"app":"{\\"x\\":1}"'),
];

function readAlone(line: string): ReturnType<typeof readTogether> { return readTogether([line]); }

function readTogether(lines: readonly string[]): { readonly objects: readonly unknown[]; readonly codes: readonly string[]; readonly kinds: number } {
  const session = createReadSession();
  session.ndjson(lines.join('\n'), 'f');
  const { objects, diagnostics, coverage } = session.finish();
  return {
    objects: objects.map(({ apiVersion, group, kind, namespace, name, value }) => JSON.stringify({ apiVersion, group, kind, namespace, name: name.replace(/\d+$/, ''), value })),
    codes: diagnostics.map(({ code }) => code).filter((code) => code !== 'DUPLICATE_OBJECT').sort(), kinds: coverage.kinds.reduce((sum, { count }) => sum + count, 0),
  };
}

it('a line is read the same whatever stands before it', () => {
  fc.assert(fc.property(fc.array(drawn, { minLength: 3, maxLength: 12 }), (all) => {
    const lines = all.map((each, index) => (CHANGES[each.change] ?? ((text) => text))(textOf(each, `p-${'x'.repeat(index % 9)}-${String(index)}`)).replace('"second"', `"second-${String(index)}"`));
    const together = readTogether(lines); const alone = lines.map(readAlone);
    expect(together.kinds).toBe(alone.reduce((sum, { kinds }) => sum + kinds, 0));
    expect(together.codes).toEqual(alone.flatMap(({ codes }) => codes).sort());
    expect([...together.objects].sort()).toEqual(alone.flatMap(({ objects }) => objects).sort());
  }), { numRuns: 400 });
});

it('lines that repeat the one before but for names and addresses are known to fit, and stand where they stand', () => {
  const session = createReadSession();
  session.ndjson(['a', 'b', 'c', 'd'].map((name, index) => textOf({ node: name, address: `10.0.0.${String(index)}`, version: '1', change: 0 }, name)).join('\n'), 'f');
  const { objects } = session.finish();
  expect(objects.map(({ name, source, isFitting }) => [name, source.line, source.document, isFitting === true])).toEqual([['a', 1, 1, false], ['b', 2, 2, false], ['c', 3, 3, true], ['d', 4, 4, true]]);
  expect(objects[3]?.value).toMatchObject({ metadata: { name: 'd', labels: { app: 'web' } }, spec: { nodeName: 'd' }, status: { podIP: '10.0.0.3', podIPs: [{ ip: '10.0.0.3' }] } });
});
