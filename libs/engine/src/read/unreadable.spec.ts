import { describe, expect, it } from 'vitest';
import type { ReadResult } from './result.ts';
import { readTexts } from './session.ts';

const read = (text: string): ReadResult => readTexts([{ file: 'a.yaml', text }]);
const told = ({ diagnostics }: ReadResult): readonly string[] => diagnostics.map(({ severity, code, source }) => `${severity} ${code} ${String(source?.document)}:${String(source?.line)}`);
const kept = ({ objects }: ReadResult): readonly string[] => objects.map(({ namespace, name, isUnreadable }) => `${namespace}/${name}${isUnreadable === true ? ' unreadable' : ''}`);
const policy = (name: string, rest = 'spec: {}'): string => `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: ${name}\n  namespace: shop\n${rest}\n`;

describe('a document that cannot be read', () => {
  it('loses no other of its file', () => {
    const result = read(`${policy('a')}---\nkind: [\n---\n${policy('b')}---\n\tx: 1\n---\n${policy('c')}`);
    expect(kept(result)).toEqual(['shop/a', 'shop/b', 'shop/c']);
    expect(told(result)).toEqual(['error DOCUMENT_UNREADABLE 2:9', 'error DOCUMENT_UNREADABLE 4:17']);
  });

  it('is counted where it may have held anything, and not where it stands as a policy', () => {
    expect(read(`${policy('a')}---\nkind: [\n---\n\tx: 1\n`).coverage.unreadableDocuments).toBe(2);
    expect(read(policy('a', 'spec: [')).coverage.unreadableDocuments).toBeUndefined();
    expect(read(policy('a').replace('shop', '{{ .Release.Namespace }}')).coverage.unreadableDocuments).toBe(1);
    expect(read(policy('a').replace('shop', '"{{ .Release.Namespace }}"')).coverage.unreadableDocuments).toBe(1);
  });

  it('stands as unreadable where its text shows a policy', () => {
    expect(kept(read(policy('a', 'spec: {ingress: [}')))).toEqual(['shop/a unreadable']);
    expect(kept(read(policy('"a"   # why', 'spec: [').replace('  namespace: shop\n', '')))).toEqual(['default/a unreadable']);
    expect(kept(read('apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { "name": a, labels: {x: y}, namespace: "shop" }\nspec: ['))).toEqual(['shop/a unreadable']);
    expect(kept(read('{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"labels":{"name":"x","namespace":"y"},"name":"a","namespace":"shop"},"spec":'))).toEqual(['shop/a unreadable']);
    expect(kept(read(policy('a', 'spec: [').replace('metadata', 'meta')))).toEqual([]);
    expect(kept(read('{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy",\n"metadata":{"name":"a",\n"namespace":"shop"},"spec":{'))).toEqual(['shop/a unreadable']);
  });

  it('stands as unreadable behind an end marker, blank lines or a comment as well', () => {
    const broken = policy('a', 'spec: [');
    for (const before of ['kind: X\n...\n---\n', 'kind: X\n...\n', 'kind: X\n... # the end\n', '---\n...\n---\n', '  \n', '  # indented\n']) expect(kept(read(before + broken)), before).toEqual(['shop/a unreadable']);
  });

  it('says that a template must be rendered, broken by it or not', () => {
    const result = read(`${policy('{{ .Release.Name }}-deny', 'spec:\n  {{- toYaml .Values.spec | nindent 2 }}')}---\n${policy('"{{ .Values.name }}"')}---\napiVersion: v1\nkind: Pod\nmetadata: {name: x, namespace: "{{ .Release.Namespace }}"}\n`);
    expect(told(result).map((line) => line.replace(/:.*/, ''))).toEqual(['error HELM_TEMPLATE 1', 'error HELM_TEMPLATE 2', 'error HELM_TEMPLATE 3']);
    expect(kept(result)).toEqual(['shop/unreadable-a-yaml-1-1 unreadable', 'shop/unreadable-a-yaml-2-9 unreadable']);
    expect(kept(read(`{{- if .Values.policies }}\n${policy('a')}{{- end }}\n`))).toEqual(['shop/a unreadable']);
  });

  it('says that a file is encrypted', () => {
    expect(told(read(policy('a', 'spec: ENC[AES256_GCM,data:xyz]\nsops:\n  mac: ENC[x]')))).toEqual(['error DOCUMENT_ENCRYPTED 1:1']);
    expect(kept(read(policy('a', 'sops: {}')))).toEqual(['shop/a unreadable']);
    expect(told(read('$ANSIBLE_VAULT;1.1;AES256\n6162\n: ['))).toEqual(['error DOCUMENT_ENCRYPTED 1:3']);
  });

  it('keeps the elements of a List around a broken one', () => {
    const list = 'apiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: a}\n- apiVersion: networking.k8s.io/v1\n  kind: NetworkPolicy\n  metadata:\n    name: b\n    namespace: shop\n  spec: [\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: c}\nkind: List\nmetadata: {resourceVersion: ""}\n';
    const result = read(list);
    expect(kept(result)).toEqual(['default/a', 'shop/b unreadable', 'default/c']);
    expect(result.objects.map(({ source }) => source.line)).toEqual([3, 6, 12]);
    expect(kept(read(list.replace('kind: List', 'kind: PodList').replace('kind: Pod\n  metadata: {name: c}', 'metadata: {name: c}')))).toContain('default/c');
  });
});

describe('a key that occurs twice', () => {
  it('makes a policy unreadable in YAML and in JSON', () => {
    expect(told(read(policy('a', 'spec: {}\nspec: {ingress: []}')))).toEqual(['error DUPLICATE_KEY 1:7']);
    const json = '{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"a"},\n"spec":{"egress":[],\n"egress":[{}]}}';
    expect(told(read(json))).toEqual(['error DUPLICATE_KEY 1:3']);
    expect(kept(read(json.replaceAll('\n', '')))).toEqual(['default/a unreadable']);
  });

  it('in one element of a JSON List loses no other', () => {
    const result = read('{"apiVersion":"v1","kind":"PodList","items":[\n{"metadata":{"name":"a"}},\n{"metadata":{"name":"b","name":"c"}},\n{"metadata":{"name":"d"}}]}');
    expect(kept(result)).toEqual(['default/a', 'default/d']);
    expect(told(result)).toEqual(['error DUPLICATE_KEY 1:3']);
  });

  it('is seen in policies of NDJSON, and an equal key in another object is none', () => {
    const line = (spec: string): string => `{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"a"},"spec":${spec}}`;
    expect(told(read(`${line('{"ingress":[{"ports":[]},{"ports":[]}]}')}\n{}`))).toEqual(['info NOT_KUBERNETES 2:2']);
    expect(told(read(`${line('{"ingress":[],"ingress":[{}]}')}\n{}`))).toEqual(['error DUPLICATE_KEY 1:1', 'info NOT_KUBERNETES 2:2']);
  });
});

describe('what is no Kubernetes object', () => {
  it.each(['name: chart\nversion: 1', 'just words', '- a\n- b', '[1, 2]', '{"a": 1}', 'apiVersion: v1', 'kind: 1\napiVersion: v1'])('is told once: %s', (text) => {
    expect(told(read(text))).toEqual(['info NOT_KUBERNETES 1:1']);
  });

  it('is an empty file, or an empty document between others', () => {
    for (const text of ['', '\n', '# only words\n', '---\n---\n', '\uFEFF', '---\r\n# x\r\n']) expect(told(read(text))).toEqual(['info EMPTY_DOCUMENT 1:1']);
    expect(told(read(`${policy('a')}---\n# gone\n---\n${policy('b')}---\n`))).toEqual(['info EMPTY_DOCUMENT 2:7']);
  });

  it('is a binary file', () => { expect(told(read('\u0000\u0001kind: Pod'))).toEqual(['error NOT_TEXT 1:1']); });

  it('is an object without a usable name', () => {
    expect(told(read('apiVersion: v1\nkind: Pod\nmetadata: {generateName: x-}'))).toEqual(['error NAME_MISSING 1:1']);
    expect(told(read('apiVersion: v1\nkind: Pod\nmetadata: {name: 12}'))).toEqual(['error NAME_MISSING 1:1']);
    expect(told(read('apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: on}'))).toEqual(['error NAME_MISSING 1:1']);
    expect(told(read('apiVersion: v1\nkind: List\nitems: {}'))).toEqual(['error OBJECT_MALFORMED 1:1']);
  });
});

describe('the leniency of kubectl', () => {
  it('asks for no indentation inside brackets and quotes, and takes tabs there', () => {
    const result = read('apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  labels: {\n\ta: b,\nc: "d\ne"\n  }\nspec:\n  containers: [\n  {restartPolicy: x},\n]\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: b}');
    expect(told(result)).toEqual([]);
    expect(result.objects.map(({ name, source }) => [name, source.line])).toEqual([['a', 1], ['b', 15]]);
    expect(result.objects[0]?.value).toMatchObject({ metadata: { labels: { a: 'b', c: 'd e' } }, spec: { containers: [{ restartPolicy: 'x' }] } });
  });
});
