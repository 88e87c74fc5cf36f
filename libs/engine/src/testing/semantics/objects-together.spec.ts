import { describe, expect, it } from 'vitest';
import { findIn, ofCode, outline } from '../../findings/testing/find-in.ts';
import { anp, banp, cnp } from '../admin-world.ts';
import { CAST, pod, policy, world } from '../world.ts';

const told = (...documents: readonly string[]): readonly string[] => world(documents).diagnostics.map(({ severity, code, resource, source }) => `${severity} ${code} ${resource?.name ?? ''} ${source?.file ?? 'nowhere'}`);

describe('objects that do not go together', () => {
  const open = policy('shop/p', 'podSelector: {}, ingress: [{}]');
  const closed = policy('shop/p', 'podSelector: {}');

  it('XV-1 the later of two with one name counts, and that is told', () => {
    expect([world([CAST, closed, open]).verdict('lab/web', 'shop/db', 'TCP 80'), world([CAST, open, closed]).verdict('lab/web', 'shop/db', 'TCP 80')]).toEqual(['ALLOWED', 'DENIED']);
    expect([told(CAST, closed, open), told(CAST, open, open)]).toEqual([['error DUPLICATE_OBJECT p world.yaml'], ['warning DUPLICATE_OBJECT p world.yaml']]);
  });

  it('XV-2 pods of a namespace that is not declared are told where others are', () => {
    expect(outline(ofCode(findIn([CAST, pod('extra/x', { ip: '10.0.5.1' })]), 'NAMESPACE_NOT_DECLARED'))).toEqual(['info NAMESPACE_NOT_DECLARED extra']);
    expect(ofCode(findIn([pod('extra/x', { ip: '10.0.5.1' })]), 'NAMESPACE_NOT_DECLARED')).toEqual([]);
  });

  it('XV-3 two pods share an address only by mistake, unless one has finished or both have the host\'s', () => {
    const twin = (facts: object): readonly string[] => told(CAST, pod('shop/twin', { ip: '10.0.1.2', ...facts }));
    expect([twin({}), twin({ phase: 'Pending' })]).toEqual([['warning ADDRESS_SHARED twin world.yaml'], ['warning ADDRESS_SHARED twin world.yaml']]);
    expect([twin({ phase: 'Succeeded' }), twin({ phase: 'Failed' }), twin({ spec: 'hostNetwork: true' })]).toEqual([[], [], []]);
  });

  it('XV-5 equal priorities matter where they decide a connection differently', () => {
    const rule = (action: string): string => `ingress: [{action: ${action}, from: [{namespaces: {}}]}]`;
    const equal = (...policies: readonly string[]): readonly string[] => ofCode(findIn([CAST, ...policies]), 'EQUAL_PRIORITIES').map(({ resource }) => resource?.name ?? '');
    expect([equal(anp('a', 1, rule('Allow')), anp('b', 1, rule('Deny'))), equal(anp('a', 1, rule('Deny')), anp('b', 1, rule('Deny'))), equal(anp('a', 1, rule('Allow')), anp('b', 2, rule('Deny')))]).toEqual([[expect.any(String)], [], []]);
  });

  it('XV-6 both generations of admin policies are a warning, one is none', () => {
    const rule = 'ingress: [{action: Deny, from: [{namespaces: {}}]}]';
    expect(told(CAST, anp('a', 1, rule), cnp('b', 'Admin', 2, rule))).toEqual(['warning ADMIN_APIS_MIXED a world.yaml']);
    expect([told(CAST, anp('a', 1, rule), banp(rule)), told(CAST, cnp('a', 'Admin', 1, rule), cnp('b', 'Baseline', 2, rule))]).toEqual([[], []]);
  });

  it.each([
    ['another API', '{apiVersion: crd.antrea.io/v1beta1, kind: NetworkPolicy, metadata: {namespace: shop, name: c}, spec: {}}', 'KIND_NOT_MODELLED'],
    ['a version that is gone', '{apiVersion: extensions/v1beta1, kind: NetworkPolicy, metadata: {namespace: shop, name: c}, spec: {podSelector: {}}}', 'VERSION_NOT_SERVED'],
    ['a version that is to come', '{apiVersion: policy.networking.k8s.io/v9, kind: ClusterNetworkPolicy, metadata: {name: c}, spec: {}}', 'VERSION_NOT_SERVED'],
  ])('XV-7 a policy of %s is told', (_, document, code) => {
    expect(told(CAST, document)).toEqual([expect.stringContaining(code)]);
  });

  it('XV-8 what cannot be read is told with its place and costs nothing else', () => {
    const { diagnostics, firewalls } = world([CAST, 'kind: [', pod('lab/after', { ip: '10.0.2.9' })]);
    expect(diagnostics).toMatchObject([{ severity: 'error', code: 'DOCUMENT_UNREADABLE', source: { file: 'world.yaml', document: 10 } }]);
    expect(diagnostics[0]?.source?.line).toBeGreaterThan(10);
    expect(firewalls.endpoints.map(({ name }) => name)).toContain('after');
  });
});
