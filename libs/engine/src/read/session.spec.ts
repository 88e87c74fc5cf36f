import { describe, expect, it } from 'vitest';
import type { ReadResult } from './result.ts';
import { createReadSession, readTexts } from './session.ts';

const read = (text: string, file = 'a.yaml'): ReadResult => readTexts([{ file, text }]);
const names = ({ objects }: ReadResult): readonly string[] => objects.map(({ kind, namespace, name, source }) => `${kind} ${namespace}/${name} ${String(source.document)}:${String(source.line)}`);
const told = ({ diagnostics }: ReadResult): readonly string[] => diagnostics.map(({ severity, code, source }) => `${severity} ${code} ${String(source?.document)}:${String(source?.line)}`);

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\n';
const POLICY = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: deny\n  namespace: shop\nspec: {podSelector: {}}\n';

describe('forms of input', () => {
  it('keeps the text of a policy that is a document of its own, and of nothing else', () => {
    const policy = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: deny} # why\nspec: {}\n';
    const { objects } = readTexts([{ file: 'a.yaml', text: `${policy}---\napiVersion: v1\nkind: Pod\nmetadata: {name: web}\n` }]);
    expect(objects.map(({ kind, text }) => [kind, text])).toEqual([['NetworkPolicy', policy], ['Pod', undefined]]);
  });

  it('reads the documents of a YAML stream with their lines, whatever ends the lines', () => {
    const text = `# head\n---\n${POD}---\n\n# note\n${POLICY}`;
    expect(names(read(text))).toEqual(['Pod shop/web 1:3', 'NetworkPolicy shop/deny 2:9']);
    expect(names(read(`\uFEFF${text.replaceAll('\n', '\r\n')}`))).toEqual(['Pod shop/web 1:3', 'NetworkPolicy shop/deny 2:9']);
  });

  it('V2 takes the namespace default where none is named', () => {
    expect(names(read('apiVersion: v1\nkind: Pod\nmetadata: {name: x, namespace: null}'))).toEqual(['Pod default/x 1:1']);
    expect(names(read('apiVersion: v1\nkind: Node\nmetadata: {name: x, namespace: shop}'))).toEqual(['Node /x 1:1']);
  });

  it('reads Lists, nested ones, and typed ones whose items lack a kind', () => {
    const list = 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: PodList\n  items:\n  - metadata:\n      name: a\n  - metadata: {name: b}\n- apiVersion: networking.k8s.io/v1\n  kind: NetworkPolicyList\n  items:\n  - metadata: {name: c}\n';
    expect(names(read(list))).toEqual(['Pod default/a 1:7', 'Pod default/b 1:9', 'NetworkPolicy default/c 1:13']);
    expect(read(list).objects[0]).toMatchObject({ apiVersion: 'v1', value: { apiVersion: 'v1', kind: 'Pod' } });
    expect(names(read('{"apiVersion":"v1","kind":"PodList","items":null}'))).toEqual([]);
  });

  it('reads JSON documents, one after the other, with the lines of their items', () => {
    const one = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } }, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'b' } }] }, null, 1);
    expect(names(read(one))).toEqual(['Pod default/a 1:5', 'Pod default/b 1:12']);
    expect(names(read(`${one}\n{\n"apiVersion":"v1","kind":"Pod","metadata":{"name":"c"}}`))).toEqual(['Pod default/a 1:5', 'Pod default/b 1:12', 'Pod default/c 2:21']);
    expect(names(read('[{"apiVersion":"v1","kind":"Pod","metadata":{"name":"c"}}]'))).toEqual(['Pod default/c 1:1']);
  });

  it('reads flow style as YAML', () => {
    expect(names(read('{apiVersion: v1, kind: Pod, metadata: {name: x}}'))).toEqual(['Pod default/x 1:1']);
    expect(names(read('{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}}\n---\n{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "y"}}'))).toEqual(['Pod default/x 1:1', 'Pod default/y 2:3']);
  });

  it('reads a long List like a short one, also where a quoted line looks like an element', () => {
    const items = Array.from({ length: 20_000 }, (_, index) => `- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: p${String(index)}\n`).join('');
    const plain = read(`apiVersion: v1\nitems:\n${items}kind: List\n`);
    expect(plain.diagnostics).toEqual([]);
    expect(names(plain).at(-1)).toBe('Pod default/p19999 1:79999');
    const quoted = read(`apiVersion: v1\nitems:\n${items}- apiVersion: v1\n  kind: Pod\n  metadata: {name: q, annotations: {a: "\n- b"}}\nkind: List\n`);
    expect(quoted.diagnostics).toEqual([]);
    expect(names(quoted).at(-1)).toBe('Pod default/q 1:80003');
  });

  it('reads NDJSON, counting non-empty lines as documents', () => {
    const lines = ['{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}', '', '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"b"}}'].join('\n');
    expect(names(read(lines))).toEqual(['Pod default/a 1:1', 'Pod default/b 2:3']);
  });

  it('counts the lines of a long NDJSON stream from block to block', () => {
    const session = createReadSession();
    session.ndjson('{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}\n\n', 'stream');
    session.ndjson('{"apiVersion":"v1","kind":"Pod","metadata":{"name":"b"}}\n{"apiVersion":\n', 'stream');
    const result = session.finish();
    expect(names(result)).toEqual(['Pod default/a 1:1', 'Pod default/b 2:3']);
    expect(told(result)).toEqual(['error DOCUMENT_UNREADABLE 3:4']);
  });

  it('gives policies the lines of their parts', () => {
    const text = `${POD}---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: x}\nspec:\n  ingress:\n  - from:\n    - podSelector: {}\n    ports:\n    - port: 80\n`;
    expect(read(text).objects[1]?.source.lines).toMatchObject({ '/spec': 8, '/spec/ingress/0': 10, '/spec/ingress/0/from/0': 11, '/spec/ingress/0/ports/0/port': 13 });
    const json = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'a' }, spec: { egress: [{}] } }] }, null, 1);
    expect(read(json).objects[0]?.source.lines).toMatchObject({ '/spec/egress/0': 13 });
  });
});

describe('what is kept', () => {
  it('is what Postern needs, with absent, null and empty apart (NP-46)', () => {
    const { objects } = read('apiVersion: v1\nkind: Pod\nmetadata: {name: x, uid: u, annotations: {a: b}, labels: {}, managedFields: []}\nspec: {containers: [{name: c, env: [{name: PASSWORD, value: hush}], ports: null}], initContainers: []}\n');
    expect(objects[0]?.value).toEqual({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x', labels: {} }, spec: { containers: [{ ports: null }], initContainers: [] } });
  });

  it('is the whole policy, unknown fields included', () => {
    const { objects, findings } = read(`${POLICY}extra: [1]\n`);
    expect(objects[0]?.value).toEqual({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'deny', namespace: 'shop' }, spec: { podSelector: {} }, extra: [1] });
    expect(findings).toMatchObject([{ code: 'FIELD_PRUNED', path: '/extra', source: { line: 7 } }]);
  });

  it('is never a Secret, nor a word of one', () => {
    const result = readTexts([
      { file: 'a.yaml', text: 'apiVersion: v1\nkind: Secret\nmetadata: {name: hush1}\ndata: {password: aHVzaA==}\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: hush2}\ndata: {p: "aHVz\n' },
      { file: 'b.json', text: '{"apiVersion":"v1","kind":"SecretList","items":[{"metadata":{"name":"hush3"},"data":{"a":"aHVz"}}]}' },
      { file: 'c.ndjson', text: '{"apiVersion":"v1","kind":"Secret","data":{"a":"aHVz"}}\n{"apiVersion":"v1","kind":"Secret","data":{"a":"aHVz}\n' },
    ]);
    expect(result.diagnostics.filter(({ code }) => code === 'SECRET_REFUSED')).toHaveLength(3);
    expect(result.objects).toEqual([]);
    expect(JSON.stringify(result)).not.toMatch(/aHVz|hush/);
    expect(result.coverage.kinds).toEqual([{ group: '', version: 'v1', kind: 'Secret', count: 3, isUnderstood: false }]);
  });
});

describe('coverage', () => {
  it('counts every kind by group, kind and version', () => {
    const { coverage, diagnostics } = read(`${POD}---\n${POD.replace('web', 'b')}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n---\napiVersion: batch/v1\nkind: Job\nmetadata: {name: j}`);
    expect(coverage.kinds).toEqual([
      { group: '', version: 'v1', kind: 'ConfigMap', count: 1, isUnderstood: false }, { group: '', version: 'v1', kind: 'Pod', count: 2, isUnderstood: true },
      { group: 'batch', version: 'v1', kind: 'Job', count: 1, isUnderstood: true },
    ]);
    expect(diagnostics).toEqual([]);
  });

  it('warns of policies that are not modelled and of versions that are not known', () => {
    const result = read('apiVersion: crd.antrea.io/v1beta1\nkind: ClusterNetworkPolicy\nmetadata: {name: x}\n---\napiVersion: v2\nkind: Pod\nmetadata: {name: x}\n---\napiVersion: crd.antrea.io/v1beta1\nkind: ClusterNetworkPolicy\nmetadata: {name: "x\n');
    expect(told(result)).toEqual(['warning KIND_NOT_MODELLED 1:1', 'warning VERSION_NOT_MODELLED 2:5', 'error DOCUMENT_UNREADABLE 3:12']);
    expect(result.coverage.kinds.map(({ kind, count, isUnderstood }) => [kind, count, isUnderstood])).toEqual([['Pod', 1, false], ['ClusterNetworkPolicy', 2, false]]);
  });

  it('is declared by a Collection record', () => {
    const record = { apiVersion: 'postern/v1', kind: 'Collection', collected: [{ group: 'apps', kind: 'DaemonSet', namespaces: '*' }, { group: '', kind: 'Pod', namespaces: ['shop'] }], capturedAt: '2026-01-02T03:04:05Z', source: 'kubectl' };
    expect(read(JSON.stringify(record)).coverage).toEqual({ kinds: [], collection: { collected: record.collected, capturedAt: record.capturedAt, source: 'kubectl' } });
    expect(told(read(JSON.stringify({ ...record, collected: [{ namespaces: 1 }] })))).toEqual(['error COLLECTION_INVALID 1:1']);
  });
});

describe('objects met twice', () => {
  it('count once, the later one, and are reported', () => {
    const result = read(`${POD}---\n${POD.replace('shop}', 'shop, labels: {a: b}}')}---\n${POLICY}---\n${POLICY}`);
    expect(names(result)).toEqual(['Pod shop/web 2:5', 'NetworkPolicy shop/deny 4:16']);
    expect(told(result)).toEqual(['error DUPLICATE_OBJECT 2:5', 'warning DUPLICATE_OBJECT 4:16']);
  });
});
