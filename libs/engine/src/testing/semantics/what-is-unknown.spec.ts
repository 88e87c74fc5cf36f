import { describe, expect, it } from 'vitest';
import { QuestionError } from '../../model/failure.ts';
import { CAST, pod, policy, world } from '../world.ts';

const UNREADABLE = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: broken\n  namespace: shop\nspec: {podSelector: {';
const COLLECTION = (kinds: string): string => `{apiVersion: postern/v1, kind: Collection, collected: [${kinds}]}`;
const PODS = '{group: "", kind: Pod, namespaces: "*"}';

describe('what a snapshot cannot decide', () => {
  it('an unreadable policy makes its namespace undecided in both directions, and no other', () => {
    const { verdict, explain } = world([CAST, UNREADABLE]);
    expect(verdict('lab/web', 'shop/db', 'TCP 80')).toBe('UNKNOWN');
    expect(verdict('shop/db', 'lab/web', 'TCP 80')).toBe('UNKNOWN');
    expect(verdict('lab/web', 'lab/job', 'TCP 80')).toBe('ALLOWED');
    expect(explain('lab/web', 'shop/db', 'TCP 80').ingress.steps.map(({ code }) => code)).toContain('POLICY_UNREADABLE');
  });

  it('an unreadable policy changes nothing about what another policy surely admits, and may lift its isolation', () => {
    const { verdict } = world([CAST, policy('shop/p', 'podSelector: {}, ingress: [{from: [{podSelector: {}}]}]'), UNREADABLE]);
    expect(verdict('lab/web', 'shop/db', 'TCP 80')).toBe('UNKNOWN');
    expect(verdict('node:n1', 'shop/db', 'TCP 80')).toBe('ALLOWED');
  });

  it('a document that may have held anything leaves every answer incomplete', () => {
    const { firewalls } = world([CAST, 'kind: [']);
    expect(firewalls.caveats.map(({ code, message }) => `${code}: ${message}`)).toEqual(['DOCUMENTS_UNREADABLE: 1 document of the input could not be read, and what it holds is missing from this answer.']);
    expect(world([CAST]).firewalls.caveats).toEqual([]);
  });

  it('U16 a namespace without an object has its name for a label and a caveat', () => {
    const stray = pod('stray/one', { ip: '10.0.5.1' });
    const open = policy('shop/p', 'podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: red}}}]}]');
    const { firewalls, verdict } = world([CAST, stray, open]);
    expect(verdict('stray/one', 'shop/db', 'TCP 80')).toBe('DENIED');
    expect(firewalls.endpoints.find(({ namespace }) => namespace === 'stray')?.caveats.map(({ code }) => code)).toEqual(['NAMESPACE_SYNTHESISED']);
    const byName = policy('shop/p', 'podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: stray}}}]}]');
    expect(world([CAST, stray, byName]).verdict('stray/one', 'shop/db', 'TCP 80')).toBe('ALLOWED');
  });

  it('U16 its other labels are unknown where the setting says so', () => {
    const stray = pod('stray/one', { ip: '10.0.5.1', labels: 'app: one' });
    const unknown = { 'reference.missing-namespace': 'unknown' };
    const from = (peer: string): ReturnType<typeof world> => world([CAST, stray, policy('shop/p', `podSelector: {}, ingress: [{from: [${peer}]}]`)], unknown);
    expect(from('{namespaceSelector: {matchLabels: {team: red}}}').verdict('stray/one', 'shop/db', 'TCP 80')).toBe('UNKNOWN');
    expect(from('{namespaceSelector: {matchLabels: {team: red}}}').explain('stray/one', 'shop/db', 'TCP 80').ingress.steps.map(({ code }) => code)).toContain('NAMESPACE_SYNTHESISED');
    expect(from('{namespaceSelector: {matchLabels: {team: red}}, podSelector: {matchLabels: {app: two}}}').verdict('stray/one', 'shop/db', 'TCP 80')).toBe('DENIED');
    expect(from('{namespaceSelector: {}}').verdict('stray/one', 'shop/db', 'TCP 80')).toBe('ALLOWED');
    expect(from('{namespaceSelector: {matchLabels: {team: blue}}}').verdict('lab/web', 'shop/db', 'TCP 80')).toBe('DENIED');
  });

  it('NetworkPolicies that were not collected leave every pod undecided', () => {
    const { verdict, firewalls } = world([COLLECTION(PODS), CAST]);
    expect(verdict('lab/web', 'shop/db', 'TCP 80')).toBe('UNKNOWN');
    expect(firewalls.caveats.map(({ code }) => code)).toEqual(['KIND_NOT_COLLECTED']);
  });

  it('NetworkPolicies collected for one namespace leave the others undecided', () => {
    const { verdict } = world([COLLECTION(`${PODS}, {group: networking.k8s.io, kind: NetworkPolicy, namespaces: [shop]}`), CAST]);
    expect(verdict('8.8.8.8', 'shop/db', 'TCP 80')).toBe('ALLOWED');
    expect(verdict('8.8.8.8', 'lab/job', 'TCP 80')).toBe('UNKNOWN');
  });

  it('U18 names policies of other APIs that it does not model', () => {
    const other = '{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {namespace: shop, name: c}, spec: {endpointSelector: {}}}';
    expect(world([CAST, other]).firewalls.caveats).toEqual([expect.objectContaining({ code: 'KIND_NOT_MODELLED' })]);
    expect(world([CAST]).firewalls.caveats).toEqual([]);
  });
});

describe('settings', () => {
  it('are echoed with their defaults', () => {
    const { enforcer } = world([CAST], { 'reference.host-network': 'pod' }).firewalls;
    expect(enforcer).toMatchObject({ name: 'reference', version: null, settings: { 'reference.host-network': 'pod', 'reference.ip-block-matches-pods': 'true', 'reference.admin-channel': 'experimental' } });
    expect(world([CAST], { 'reference.host-network': 'node' }).firewalls.enforcer).toEqual(world([CAST]).firewalls.enforcer);
  });

  it.each([['reference.hostnetwork', 'pod'], ['reference.host-network', 'yes'], ['constructor', 'x']])('refuses %s=%s', (setting, value) => {
    expect(() => world([CAST], { [setting]: value })).toThrow(QuestionError);
  });
});
