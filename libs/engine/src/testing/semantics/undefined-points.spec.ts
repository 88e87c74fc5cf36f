import { describe, expect, it } from 'vitest';
import { anp, banp } from '../admin-world.ts';
import { CAST, pod, policy, world, type World } from '../world.ts';

const caveats = (asked: World, from: string, to: string, traffic = 'TCP 80'): readonly string[] => asked.explain(from, to, traffic).caveats.map(({ code }) => code);
const asked = (settings: Readonly<Record<string, string>>, ...more: readonly string[]): World => world([CAST, ...more], settings);
const ANYONE = '{namespaces: {}}';

describe('points that upstream leaves open, each with a default, a setting and a caveat where it decided', () => {
  it('U1 PD-6 a host-network pod is its node\'s traffic, or a pod', () => {
    const host = pod('shop/host', { labels: 'app: db', ip: '172.18.0.1', spec: 'hostNetwork: true' });
    const closed = policy('shop/p', 'podSelector: {}');
    expect(asked({}, host, closed).verdict('lab/job', 'shop/host', 'TCP 80')).toBe('ALLOWED');
    expect(asked({}, host, closed).explain('lab/job', 'shop/host', 'TCP 80').ingress.decidedBy.map(({ code }) => code)).toEqual(['NOT_GOVERNED']);
    expect(asked({ 'reference.host-network': 'pod' }, host, closed).verdict('lab/job', 'shop/host', 'TCP 80')).toBe('DENIED');
    const tier = anp('a', 1, `ingress: [{action: Deny, from: [${ANYONE}]}]`);
    expect([{}, { 'reference.host-network': 'pod' }].map((settings) => asked(settings, host, tier).verdict('lab/job', 'shop/host', 'TCP 80'))).toEqual(['ALLOWED', 'DENIED']);
  });

  it('U2 a block matches pods, or nothing but what is outside', () => {
    const block = policy('shop/p', 'podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 10.0.2.0/24}}]}]');
    const other = { 'reference.ip-block-matches-pods': 'false' };
    expect([asked({}, block).verdict('lab/web', 'shop/db', 'TCP 80'), caveats(asked({}, block), 'lab/web', 'shop/db')]).toEqual(['ALLOWED', ['IP_BLOCK_MATCHES_POD']]);
    expect([asked(other, block).verdict('lab/web', 'shop/db', 'TCP 80'), caveats(asked(other, block), 'lab/web', 'shop/db')]).toEqual(['DENIED', []]);
    const networks = anp('a', 1, 'egress: [{action: Deny, to: [{networks: [10.0.2.0/24]}]}]');
    expect([asked({}, networks), asked(other, networks)].map((one) => one.verdict('shop/db', 'lab/web', 'TCP 80'))).toEqual(['DENIED', 'ALLOWED']);
  });

  it('U2 says nothing where another rule or peer admits anyway, or the address is outside', () => {
    const block = '{ipBlock: {cidr: 10.0.2.0/24}}, {ipBlock: {cidr: 203.0.113.0/24}}';
    expect(caveats(asked({}, policy('shop/p', `podSelector: {}, ingress: [{from: [${block}, {namespaceSelector: {}}]}]`)), 'lab/web', 'shop/db')).toEqual([]);
    expect(caveats(asked({}, policy('shop/p', `podSelector: {}, ingress: [{from: [${block}]}]`)), '203.0.113.7', 'shop/db')).toEqual([]);
    expect(caveats(asked({}, policy('shop/p', `podSelector: {}, ingress: [{from: [${block}]}]`), policy('lab/out', 'podSelector: {}, policyTypes: [Egress]')), 'lab/web', 'shop/db')).toEqual([]);
  });

  it('U5 PD-4 a pod reaches its own address', () => {
    expect(asked({}, policy('shop/p', 'podSelector: {}, policyTypes: [Ingress, Egress]')).explain('shop/db', 'shop/db', 'TCP 80')).toMatchObject({ verdict: 'ALLOWED', ingress: { decidedBy: [{ code: 'SAME_POD' }] } });
  });

  it('U6 Q9 other protocols are undecided', () => {
    expect(asked({}).explain('lab/web', 'shop/db', 'ICMP 8')).toMatchObject({ verdict: 'UNKNOWN', ingress: { decidedBy: [{ code: 'PROTOCOL_NOT_MODELLED' }] } });
  });

  it('U7 PT-9 a name that stands for several numbers stands for all, or for the first', () => {
    const twice = pod('shop/twice', { labels: 'app: twice', ip: '10.0.1.8', ports: '{name: web, containerPort: 8080}, {name: web, containerPort: 8081}' });
    const named = policy('shop/p', 'podSelector: {matchLabels: {app: twice}}, ingress: [{ports: [{port: web}]}]');
    expect(asked({}, twice, named).set('lab/web', 'shop/twice')).toBe('IPv4 TCP 8080-8081');
    expect(asked({ 'reference.duplicate-port-names': 'first' }, twice, named).set('lab/web', 'shop/twice')).toBe('IPv4 TCP 8080');
    expect([8080, 8081].map((port) => caveats(asked({}, twice, named), 'lab/web', 'shop/twice', `TCP ${port}`))).toEqual([[], ['PORT_NAME_AMBIGUOUS']]);
  });

  it('U8 PT-10 ports of restartable init containers count, or do not', () => {
    const sidecar = pod('shop/car', { labels: 'app: car', ip: '10.0.1.8', spec: 'initContainers: [{name: side, restartPolicy: Always, ports: [{name: web, containerPort: 8080}]}, {name: once, ports: [{name: web, containerPort: 8081}]}]' });
    const named = policy('shop/p', 'podSelector: {matchLabels: {app: car}}, ingress: [{ports: [{port: web}]}]');
    expect(asked({}, sidecar, named).set('lab/web', 'shop/car')).toBe('IPv4 TCP 8080');
    expect(asked({ 'reference.sidecar-ports': 'excluded' }, sidecar, named).set('lab/web', 'shop/car')).toBe('');
    expect(caveats(asked({}, sidecar, named), 'lab/web', 'shop/car', 'TCP 8080')).toEqual(['SIDECAR_PORT']);
  });

  it('U11 TI-9 a NetworkPolicy is final for its directions, or for its pods', () => {
    const world_ = [policy('shop/out', 'podSelector: {matchLabels: {app: db}}, policyTypes: [Egress]'), banp(`ingress: [{action: Deny, from: [${ANYONE}]}]`)];
    const final = asked({ 'reference.network-policy-final': 'pod' }, ...world_);
    expect(asked({}, ...world_).verdict('lab/web', 'shop/db', 'TCP 80')).toBe('DENIED');
    expect(final.explain('lab/web', 'shop/db', 'TCP 80')).toMatchObject({ verdict: 'ALLOWED', ingress: { decidedBy: [{ code: 'FINAL_FOR_POD', origin: { name: 'out' } }] } });
    expect(final.verdict('lab/web', 'shop/api', 'TCP 80')).toBe('DENIED');
  });

  it('U13 PD-10 a pod that is being deleted counts, with a caveat, or does not', () => {
    const going = pod('shop/going', { ip: '10.0.1.8', metadata: 'deletionTimestamp: "2026-01-01T00:00:00Z"' });
    expect(asked({}, going).firewalls.endpoints.find(({ name }) => name === 'going')?.caveats.map(({ code }) => code)).toEqual(['POD_TERMINATING']);
    const { endpoints, absent } = asked({ 'reference.terminating-pods': 'excluded' }, going).firewalls;
    expect([endpoints.some(({ name }) => name === 'going'), absent]).toEqual([false, [{ ref: 'pod:shop/going', code: 'POD_TERMINATING' }]]);
  });

  it('U15 AN-17 an admin deny reaches the own node as written, with a caveat, or never', () => {
    const deny = anp('a', 1, 'egress: [{action: Deny, to: [{networks: [172.18.0.0/16]}]}]');
    expect([asked({}, deny).verdict('shop/db', 'node:n1', 'TCP 80'), caveats(asked({}, deny), 'shop/db', 'node:n1'), caveats(asked({}, deny), 'shop/db', 'node:n2')]).toEqual(['DENIED', ['OWN_NODE_DENIED'], []]);
    const exempt = asked({ 'reference.own-node-egress': 'allowed' }, deny);
    expect([exempt.verdict('shop/db', 'node:n1', 'TCP 80'), exempt.verdict('shop/db', 'node:n2', 'TCP 80')]).toEqual(['ALLOWED', 'DENIED']);
    expect(exempt.explain('shop/db', 'node:n1', 'TCP 80').egress.decidedBy.map(({ code }) => code)).toEqual(['OWN_NODE_ALLOWED']);
  });

  it('U17 a prefix in an old spelling is read, with a warning', () => {
    const { diagnostics, verdict } = asked({}, policy('shop/p', 'podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 010.0.2.1/24}}]}]'));
    expect([verdict('lab/web', 'shop/db', 'TCP 80'), diagnostics.map(({ code }) => code)]).toEqual(['ALLOWED', ['NETWORK_POLICY_CIDR_LEGACY']]);
  });

  it('NP-45 a Namespace has the label with its name, or only what the input gives it', () => {
    const bare = `{apiVersion: v1, kind: Namespace, metadata: {name: bare}}\n---\n${pod('bare/one', { ip: '10.0.4.1' })}`;
    const byName = policy('shop/p', 'podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: bare}}}]}]');
    expect([{}, { 'reference.namespace-name-label': 'literal' }].map((settings) => asked(settings, bare, byName).verdict('bare/one', 'shop/db', 'TCP 80'))).toEqual(['ALLOWED', 'DENIED']);
  });
});

describe('the channel that a cluster has installed', () => {
  const nodes = anp('a', 1, 'egress: [{action: Deny, to: [{nodes: {}}]}]');

  it('is the experimental one, which has nodes, domain names and named ports', () => {
    expect(asked({}, nodes).verdict('shop/db', 'node:n2', 'TCP 80')).toBe('DENIED');
    expect(asked({}, nodes).firewalls.caveats).toEqual([]);
  });

  it('drops them where it is the standard one, which refuses what is left empty and says so', () => {
    const { verdict, firewalls } = asked({ 'reference.admin-channel': 'standard' }, nodes, anp('b', 2, `ingress: [{action: Deny, from: [${ANYONE}]}]`));
    expect([verdict('shop/db', 'node:n2', 'TCP 80'), verdict('shop/db', 'lab/web', 'TCP 80')]).toEqual(['ALLOWED', 'DENIED']);
    expect(firewalls.caveats).toEqual([expect.objectContaining({ code: 'FIELD_NOT_HONOURED', resources: [expect.objectContaining({ name: 'a' }) as unknown] })]);
  });
});

describe('admin policies that cannot be read', () => {
  const broken = (kind: string, version: string): string => `apiVersion: policy.networking.k8s.io/${version}\nkind: ${kind}\nmetadata:\n  name: broken\nspec: {subject: {`;

  it.each([['AdminNetworkPolicy', 'v1alpha1'], ['ClusterNetworkPolicy', 'v1alpha2']])('%s leaves every pod undecided, except for what no such policy can match', (kind, version) => {
    const { verdict, explain } = asked({}, anp('first', 0, `ingress: [{action: Allow, from: [${ANYONE}]}]`), policy('shop/p', 'podSelector: {}'), broken(kind, version));
    expect([verdict('lab/web', 'shop/db', 'TCP 80'), verdict('lab/web', '203.0.113.7', 'TCP 80'), verdict('203.0.113.7', 'lab/web', 'TCP 80'), verdict('203.0.113.7', 'shop/db', 'TCP 80'), verdict('node:n2', 'node:n1', 'TCP 80')])
      .toEqual(['UNKNOWN', 'UNKNOWN', 'ALLOWED', 'DENIED', 'ALLOWED']);
    expect(explain('lab/web', 'shop/db', 'TCP 80').ingress.steps.map(({ code }) => code)).toContain('POLICY_UNREADABLE');
  });

  it('BaselineAdminNetworkPolicy leaves open only what nothing before it decides', () => {
    const { verdict } = asked({}, policy('shop/p', 'podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: red}}}]}]'), broken('BaselineAdminNetworkPolicy', 'v1alpha1'), policy('lab/out', 'podSelector: {}, policyTypes: [Egress], egress: [{}]'));
    expect([verdict('lab/web', 'shop/db', 'TCP 80'), verdict('lab/web', 'shop/api', 'TCP 80')]).toEqual(['ALLOWED', 'UNKNOWN']);
  });
});
