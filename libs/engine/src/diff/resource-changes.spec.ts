import { describe, expect, it } from 'vitest';
import type { ObjectVersion } from './meaning/object-meaning.ts';
import { resourceChanges } from './resource-changes.ts';
import { objects } from './testing/two-clusters.ts';

const object = (kind: string, name: string, body: Readonly<Record<string, unknown>>): ObjectVersion =>
  ({ group: kind === 'NetworkPolicy' ? 'networking.k8s.io' : '', kind, namespace: 'shop', name, value: { apiVersion: 'v1', kind, metadata: { name, namespace: 'shop' }, ...body } });
const policyOf = (spec: unknown, name = 'p'): ObjectVersion => object('NetworkPolicy', name, { spec });
const changes = (base: readonly ObjectVersion[], target: readonly ObjectVersion[]): readonly string[] => objects({ resources: resourceChanges(base, target) });
const between = (before: unknown, after: unknown): readonly string[] => changes([policyOf(before)], [policyOf(after)]);

const SAME = '~= NetworkPolicy shop/p';
const OTHER = '~ NetworkPolicy shop/p';

describe('changed objects', () => {
  it('are those that are in one version only or differ in content, sorted by kind and name', () => {
    const base = [object('Service', 'b', {}), object('Pod', 'x', { spec: { nodeName: 'n1' } }), policyOf({})];
    const target = [object('Pod', 'x', { spec: { nodeName: 'n2' } }), policyOf({}), object('ConfigMap', 'c', {})];
    expect(changes(base, target)).toEqual(['+ ConfigMap shop/c', '~ Pod shop/x', '- Service shop/b']);
    expect(changes(base, structuredClone(base))).toEqual([]);
  });

  it('do not count keys in another order', () => {
    expect(between({ podSelector: {}, policyTypes: ['Ingress'] }, { policyTypes: ['Ingress'], podSelector: {} })).toEqual([]);
  });

  it('TI-1 differ where the rules of an ordered policy change places, or an empty list takes the place of none', () => {
    const admin = (spec: unknown): ObjectVersion => ({ ...object('AdminNetworkPolicy', 'p', { spec }), group: 'policy.networking.k8s.io' });
    const changed = (before: unknown, after: unknown): readonly string[] => changes([admin(before)], [admin(after)]);
    expect(changed({ ingress: [{ action: 'Deny' }, { action: 'Allow' }] }, { ingress: [{ action: 'Allow' }, { action: 'Deny' }] })).toEqual(['~ AdminNetworkPolicy shop/p']);
    expect(changed({ egress: [] }, {})).toEqual(['~ AdminNetworkPolicy shop/p']);
  });

  it('NP-15 to NP-17 mean the same where policyTypes is written out as its default', () => {
    expect(between({ podSelector: {} }, { podSelector: {}, policyTypes: ['Ingress'] })).toEqual([SAME]);
    expect(between({ egress: [] }, { egress: [], policyTypes: ['Ingress'] })).toEqual([SAME]);
    expect(between({ egress: [{}] }, { egress: [{}], policyTypes: ['Egress', 'Ingress', 'Ingress'] })).toEqual([SAME]);
    expect(between({ egress: [{}] }, { egress: [{}], policyTypes: ['Ingress'] })).toEqual([OTHER]);
  });

  it('NP-46 mean the same where null, absent and an empty list take each other\'s place', () => {
    expect(between({ podSelector: null, ingress: [{ from: null, ports: [] }] }, { podSelector: {}, ingress: [{}] })).toEqual([SAME]);
    expect(between({ ingress: [{ from: [{ podSelector: {}, namespaceSelector: null }] }] }, { ingress: [{ from: [{ podSelector: { matchLabels: null } }] }] })).toEqual([SAME]);
  });

  it('NP-39 NP-40 differ where an empty selector takes the place of none', () => {
    expect(between({ ingress: [{ from: [{ podSelector: {} }] }] }, { ingress: [{ from: [{ podSelector: {}, namespaceSelector: {} }] }] })).toEqual([OTHER]);
    expect(between({ ingress: [] }, { ingress: [{}] })).toEqual([OTHER]);
  });

  it('NP-18 NP-19 mean the same where only dead rules differ', () => {
    expect(between({ policyTypes: ['Ingress'], egress: [{}] }, { policyTypes: ['Ingress'] })).toEqual([SAME]);
  });

  it('mean the same in the order and spelling of rules, peers, ports, blocks and labels', () => {
    expect(between({ ingress: [{ ports: [{ port: 80 }, { port: 443 }] }, { from: [] , ports: [{ port: 'http' }] }] }, { ingress: [{ ports: [{ port: 'http', protocol: 'TCP' }] }, { ports: [{ port: 443, protocol: 'TCP' }, { port: 80, endPort: 80 }] }] })).toEqual([SAME]);
    const blocks = (...cidrs: readonly string[]): unknown => ({ ingress: [{ from: cidrs.map((cidr) => ({ ipBlock: { cidr } })) }] });
    expect(between(blocks('10.0.0.0/8'), blocks('10.128.0.0/9', '10.0.0.0/9'))).toEqual([SAME]);
    expect(between(blocks('10.0.0.1/24'), blocks('10.0.0.0/24'))).toEqual([SAME]);
    expect(between(blocks('10.0.0.0/8'), { ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/24'] } }] }] })).toEqual([OTHER]);
    expect(between({ podSelector: { matchLabels: { a: 'x' } } }, { podSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['x', 'x'] }] } })).toEqual([SAME]);
    expect(between({ podSelector: { matchLabels: { a: 'x' } } }, { podSelector: { matchExpressions: [{ key: 'a', operator: 'Exists' }] } })).toEqual([OTHER]);
  });

  it('differ by their text where a policy is not one that the API server takes', () => {
    expect(between({ ingress: 'all' }, { ingress: 'none' })).toEqual([OTHER]);
    expect(between({ ingress: [{ ports: [{ protocol: 'GRE' }] }] }, { ingress: [{ ports: [{ protocol: 'IGMP' }] }] })).toEqual([OTHER]);
  });

  it('of a renamed policy mean the same one for one, and no more than that', () => {
    const spec = { podSelector: {} };
    expect(changes([policyOf(spec, 'a')], [policyOf(spec, 'b'), policyOf(spec, 'c')])).toEqual(['-= NetworkPolicy shop/a', '+= NetworkPolicy shop/b', '+ NetworkPolicy shop/c']);
  });

  it('of Pods are by their own right where nothing owns them', () => {
    const lone = (name: string): ObjectVersion => object('Pod', name, { spec: {} });
    expect(changes([lone('a')], [lone('b')])).toEqual(['- Pod shop/a', '+ Pod shop/b']);
  });

  it('count a text that can no longer be read', () => {
    expect(changes([policyOf({})], [{ ...policyOf({}), value: {}, isUnreadable: true }])).toEqual([OTHER]);
  });
});
