import { describe, expect, it } from 'vitest';
import type { PolicyDocument } from '../../policies/document.ts';
import { readTexts } from '../session.ts';
import { buildSnapshot } from './build-snapshot.ts';

const [LIVE, STORED] = ['projectcalico.org/v3', 'crd.projectcalico.org/v1'];
const object = (apiVersion: string, kind: string, name: string, { namespace = 'shop', metadata = {}, spec = {} }: { readonly namespace?: string | null; readonly metadata?: object; readonly spec?: object } = {}): object =>
  ({ apiVersion, kind, metadata: { name, ...(namespace !== null && { namespace }), ...metadata }, spec });
const remembered = (json: object): { readonly annotations: object } => ({ annotations: { 'projectcalico.org/metadata': JSON.stringify(json), 'kubectl.kubernetes.io/last-applied-configuration': 'secret' } });

function built(...objects: readonly object[]): ReturnType<typeof buildSnapshot> {
  const { objects: kept, coverage } = readTexts([{ file: 'dump.json', text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }) }]);
  return buildSnapshot(kept, coverage);
}

const heads = (policies: readonly PolicyDocument[]): unknown => policies.map(({ group, kind, manifest }) => (manifest !== null && 'storedName' in manifest ? { group, kind, name: manifest.name, storedName: manifest.storedName } : { group, kind }));
const codes = ({ diagnostics }: ReturnType<typeof buildSnapshot>): readonly string[] => diagnostics.map(({ code }) => code).filter((code) => code !== 'NAMESPACE_SYNTHESISED');

describe('objects of Calico as dumps hold them', () => {
  it('CF-1 takes a policy that is live and stored once, in its live form, under the name that it is stored by', () => {
    const result = built(object(LIVE, 'NetworkPolicy', 'a'), object(STORED, 'NetworkPolicy', 'default.a', { metadata: remembered({ name: 'a' }) }), object(STORED, 'NetworkPolicy', 'b', { metadata: remembered({ name: 'b' }) }));
    expect(heads(result.snapshot.policies)).toEqual([
      { group: 'projectcalico.org', kind: 'NetworkPolicy', name: 'a', storedName: 'default.a' }, { group: 'projectcalico.org', kind: 'NetworkPolicy', name: 'b', storedName: 'b' },
    ]);
    expect(codes(result)).toEqual(['OBJECTS_SHOWN_TWICE']);
  });

  it('CF-1 reads a live policy without types as it is stored where that is without types too', () => {
    const [policy] = built(object(LIVE, 'NetworkPolicy', 'a'), object(STORED, 'NetworkPolicy', 'a', { metadata: remembered({}) })).snapshot.policies;
    expect(policy?.api === 'calico' && policy.manifest?.directions).toEqual(['ingress', 'egress']);
  });

  it('CF-1 keeps equal names of different kinds, groups and namespaces apart', () => {
    const { snapshot } = built(
      object('networking.k8s.io/v1', 'NetworkPolicy', 'a', { spec: { podSelector: {} } }), object(LIVE, 'NetworkPolicy', 'a'), object(LIVE, 'StagedNetworkPolicy', 'a'),
      object(LIVE, 'NetworkPolicy', 'a', { namespace: 'lab' }), object(LIVE, 'GlobalNetworkPolicy', 'a', { namespace: null }), object('policy.networking.k8s.io/v1alpha2', 'ClusterNetworkPolicy', 'a', { namespace: null, spec: { tier: 'Admin', priority: 1, subject: { namespaces: {} } } }),
      object('crd.antrea.io/v1beta1', 'ClusterNetworkPolicy', 'a', { namespace: null }), object('crd.antrea.io/v1beta1', 'Tier', 'a', { namespace: null }),
    );
    expect(snapshot.policies.map(({ api }) => api).sort()).toEqual(['calico', 'calico', 'calico', 'calico', 'cluster-network-policy', 'network-policy']);
  });

  it('CF-2 takes the name of a stored policy from its annotation, and takes the prefix away only where that has no name', () => {
    const { snapshot } = built(
      object(STORED, 'NetworkPolicy', 'default.a', { metadata: remembered({ name: 'x' }) }), object(STORED, 'NetworkPolicy', 'default.b', { metadata: remembered({}) }), object(STORED, 'NetworkPolicy', 'default.c'),
      object(STORED, 'NetworkPolicy', 'default.d', { metadata: remembered({}), spec: { tier: 'ops' } }), object(STORED, 'NetworkPolicy', 'default.e', { metadata: { annotations: { 'projectcalico.org/metadata': '{' } } }),
    );
    expect(snapshot.policies.map(({ manifest }) => manifest !== null && 'storedName' in manifest && manifest.name)).toEqual(['x', 'b', 'default.c', 'default.d', 'default.e']);
  });

  it('CF-3 finds labels of stored sets in the annotation, and keeps no other annotation', () => {
    const set = object(STORED, 'NetworkSet', 's', { metadata: { labels: { a: '1' }, ...remembered({ labels: { b: '2', c: 3 }, annotations: { note: 'secret' } }) }, spec: { nets: ['10.0.0.0/8', '2001:db8::1', 'nonsense'] } });
    const { objects } = readTexts([{ file: 'dump.json', text: JSON.stringify(set) }]);
    expect(JSON.stringify(objects)).not.toContain('secret');
    const [policy] = built(set).snapshot.policies;
    expect(policy?.manifest).toEqual({ name: 's', storedName: 's', isStored: true, labels: { a: '1', b: '2' }, isGlobal: false, nets: ['10.0.0.0/8', '2001:db8::1'] });
  });

  it('CF-4 leaves out what the aggregated API shows of policies of Kubernetes where the originals are there', () => {
    const result = built(
      object('networking.k8s.io/v1', 'NetworkPolicy', 'web', { spec: { podSelector: {} } }), object(LIVE, 'NetworkPolicy', 'knp.default.web'), object(LIVE, 'NetworkPolicy', 'knp.default.db'),
      object('policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy', 'top', { namespace: null, spec: { priority: 1, subject: { namespaces: {} } } }), object(LIVE, 'GlobalNetworkPolicy', 'kanp.adminnetworkpolicy.top', { namespace: null }),
    );
    expect(result.snapshot.policies.map(({ name }) => name)).toEqual(['top', 'knp.default.db', 'web']);
    expect(result.diagnostics.map(({ code }) => code)).toContain('OBJECTS_SHOWN_TWICE');
  });

  it('CF-5 says that policies are missing where Calico is in the input and none of its kinds is', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'calico-node-x', namespace: 'kube-system' }, spec: { containers: [{ name: 'calico-node', image: 'quay.io/calico/node:v3.32.1' }] } };
    const definition = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'globalnetworkpolicies.crd.projectcalico.org' } };
    const kubernetes = object('networking.k8s.io/v1', 'NetworkPolicy', 'web', { spec: { podSelector: {} } });
    for (const sign of [pod, definition]) expect(codes(built(sign, kubernetes))).toEqual(['POLICY_KINDS_NOT_COLLECTED']);
    expect(codes(built(pod, kubernetes, object(LIVE, 'Tier', 'ops', { namespace: null })))).toEqual([]);
    expect(codes(built(kubernetes))).toEqual([]);
    const collection = { apiVersion: 'postern/v1', kind: 'Collection', collected: [{ group: 'crd.projectcalico.org', kind: 'GlobalNetworkPolicy' }, { group: '', kind: 'Namespace' }] };
    expect(codes(built(collection, pod))).toEqual([]);
  });

  it('CF-6 gives items of a typed list what the list says', () => {
    const text = JSON.stringify({ apiVersion: STORED, kind: 'GlobalNetworkPolicyList', items: [{ metadata: { name: 'a' }, spec: { types: [] } }] });
    const { objects, coverage } = readTexts([{ file: 'dump.json', text }]);
    const [policy] = buildSnapshot(objects, coverage).snapshot.policies;
    expect(policy).toMatchObject({ api: 'calico', kind: 'GlobalNetworkPolicy', group: 'projectcalico.org', namespace: '', storedAs: { group: 'crd.projectcalico.org', name: 'a' }, manifest: { isGlobal: true, spec: { types: [] }, directions: ['ingress', 'egress'] } });
  });

  it('CF-7 keeps of accounts their names and labels alone', () => {
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'payer', namespace: 'shop', labels: { duty: 'money' }, annotations: { token: 'secret' } }, secrets: [{ name: 'secret' }] };
    const { objects } = readTexts([{ file: 'dump.json', text: JSON.stringify(account) }]);
    expect(JSON.stringify(objects)).not.toContain('secret"');
    expect(built(account).snapshot.serviceAccounts).toEqual([{ namespace: 'shop', name: 'payer', labels: { duty: 'money' } }]);
  });
});
