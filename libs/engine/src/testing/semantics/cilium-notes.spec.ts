import { describe, expect, it } from 'vitest';
import { cidrGroupOf, ciliumPolicy, underCilium } from '../cilium-world.ts';
import { policy } from '../world.ts';

const DB = 'endpointSelector: {matchLabels: {app: db}}';
const OUTSIDE = '203.0.113.9';

/** What answers say of rules that do otherwise than documented, as the first words of each. */
function notes(policies: readonly string[], settings: Readonly<Record<string, string>>, from: string, to: string, traffic: string): readonly string[] {
  const { verdict, caveats } = underCilium(policies, settings).explain(from, to, traffic);
  return [verdict, ...caveats.filter(({ code }) => code === 'DEPARTS_FROM_DOCUMENTATION').map(({ message }) => message.split(' ').slice(0, 4).join(' '))];
}

describe('where the engine departs from its documentation, the answer says so', () => {
  it('CI-39 for a type 0 of ICMP that lets in another type, and not for its own', () => {
    const policies = [ciliumPolicy('shop/p', `${DB}, ingress: [{icmps: [{fields: [{type: 0}, {type: 13}]}]}]`)];
    const asked = (traffic: string): readonly string[] => notes(policies, {}, 'shop/web', 'shop/db', traffic);
    expect([asked('ICMP 8'), asked('ICMP 0'), asked('ICMP 13')]).toEqual([['ALLOWED', 'Type 0 of ICMP'], ['ALLOWED'], ['ALLOWED']]);
  });

  it('CI-39 for a group of a whole family that lets nobody in, for addresses alone', () => {
    const policies = [cidrGroupOf('all', '', '0.0.0.0/0'), ciliumPolicy('shop/p', `${DB}, egress: [{toCIDRSet: [{cidrGroupRef: all}]}]`)];
    expect(notes(policies, {}, 'shop/db', OUTSIDE, 'TCP 1')).toEqual(['DENIED', 'A CiliumCIDRGroup with a']);
    expect(notes(policies, {}, 'shop/db', 'shop/web', 'TCP 1')).toEqual(['DENIED']);
  });

  it('CI-39 for a prefix of a whole family that takes no nodes, in the releases that have the defect', () => {
    const policies = [ciliumPolicy('shop/p', `${DB}, egress: [{toCIDR: [0.0.0.0/0]}]`), policy('shop/q', 'podSelector: {matchLabels: {app: api}}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}]')];
    const nodes = { 'policy-cidr-match-mode': 'nodes' };
    expect(notes(policies, nodes, 'shop/db', 'node:n2', 'TCP 1')).toEqual(['DENIED', 'A prefix that covers']);
    expect(notes(policies, nodes, 'shop/api', 'node:n2', 'TCP 1')).toEqual(['DENIED', 'A prefix that covers']);
    expect(notes(policies, { ...nodes, version: '1.19.5' }, 'shop/db', 'node:n2', 'TCP 1')).toEqual(['ALLOWED']);
    expect(notes(policies, {}, 'shop/db', 'node:n2', 'TCP 1')).toEqual(['DENIED']);
  });

  it('CI-39 for a selector that is only negative, where it takes more than pods', () => {
    const open = { 'policy-default-local-cluster': 'false' };
    const policies = [ciliumPolicy('shop/p', `${DB}, ingress: [{fromEndpoints: [{matchExpressions: [{key: io.cilium.k8s.namespace.labels.team, operator: NotIn, values: [red]}]}]}]`)];
    expect(notes(policies, open, OUTSIDE, 'shop/db', 'TCP 1')).toEqual(['ALLOWED', 'A selector that only']);
    expect(notes(policies, open, 'lab/job', 'shop/db', 'TCP 1')).toEqual(['ALLOWED', 'A selector that only']);
    expect(notes(policies, open, 'shop/web', 'shop/db', 'TCP 1')).toEqual(['ALLOWED']);
    expect(notes(policies, {}, OUTSIDE, 'shop/db', 'TCP 1')).toEqual(['DENIED']);
    const plain = [policy('shop/q', 'podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: {matchExpressions: [{key: team, operator: NotIn, values: [red]}]}}]}]')];
    expect(notes(plain, open, 'lab/job', 'shop/db', 'TCP 1')).toEqual(['ALLOWED', 'A selector that only']);
  });

  it('CI-39 for a selector of groups without requirements', () => {
    const policies = [cidrGroupOf('g', 'role: x', '198.51.100.0/24'), ciliumPolicy('shop/p', `${DB}, egress: [{toCIDRSet: [{cidrGroupSelector: {}}]}]`)];
    expect(notes(policies, {}, 'shop/db', 'shop/web', 'TCP 1')).toEqual(['ALLOWED', 'A cidrGroupSelector without requirements']);
  });

  it.each([
    ['Services', 'egress: [{toServices: [], toPorts: [{ports: [{port: "80"}]}]}]', 'ALLOWED', 'The services, names or'],
    ['names', 'egress: [{toFQDNs: [], toPorts: [{ports: [{port: "80"}]}]}]', 'ALLOWED', 'The services, names or'],
    ['Services of a deny', 'egressDeny: [{toServices: [{k8sService: {serviceName: x}}], toPorts: [{ports: [{port: "80"}]}]}]', 'DENIED', 'Services are never resolved'],
  ])('CI-39 for %s that resolve to nothing beside ports', (_, section, verdict, wanted) => {
    expect(notes([ciliumPolicy('shop/p', `${DB}, ${section}`)], {}, 'shop/db', OUTSIDE, 'TCP 80')).toEqual([verdict, wanted]);
  });

  it('CI-39 for the own host in mode always', () => {
    expect(notes([], { 'enable-policy': 'always' }, 'node:n1', 'shop/db', 'TCP 1')).toEqual(['DENIED', 'In mode always a']);
    expect(notes([], { 'enable-policy': 'always' }, 'node:n2', 'shop/db', 'TCP 1')).toEqual(['DENIED']);
  });

  it('CI-43 enforces rules of a NetworkPolicy in a direction that its policyTypes leave out, and says so', () => {
    const policies = [policy('shop/p', 'podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress], egress: [{to: [{podSelector: {matchLabels: {app: web}}}]}]')];
    expect(notes(policies, {}, 'shop/db', 'shop/web', 'TCP 1')).toEqual(['ALLOWED', 'The policy lists rules']);
    expect(notes(policies, {}, 'shop/db', 'shop/api', 'TCP 1')).toEqual(['DENIED', 'The policy lists rules']);
  });
});
