import { describe, expect, it } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { explainBounds } from '../../explain/bounds.ts';
import { parseAddress } from '../../model/address.ts';
import type { Firewalls } from '../../model/firewalls.ts';
import type { PairEnd } from '../../model/question.ts';
import { atSourcePort } from '../../model/source-port.ts';
import { pairBounds } from '../../query/pair-bounds.ts';
import { calicoObject, tierObject, underCalico } from '../calico-world.ts';
import { forSeeds } from '../for-seeds.ts';
import { createRandom, type Random } from '../random.ts';
import { pod, policy } from '../world.ts';

const SELECTORS = ['all()', "app == 'web'", "app != 'web'", '!has(app)', "app in {'db', 'api'}", "pcns.team == 'red'", "app contains 'b'", "k == 'v'", "app starts with 'a' || projectcalico.org/namespace == 'lab'"];
const NAMESPACES = ['all()', 'global()', "team == 'red'", '!has(team)', "team != 'red'"];
const NETS = ['203.0.113.0/24', '10.0.1.0/24', '0.0.0.0/0', '10.0.2.2/32', 'fd00::/16'];
const PORTS = ['80', '"70:90"', 'http', 'sql', 'dns'];
const ADDRESSES = ['203.0.113.9', '198.51.100.1', 'fd00::77'];
const TIERS = ['default', 'first', 'second'];

interface RandomPolicy { readonly name: string; readonly kind: string; readonly tier: string; readonly order: number; readonly spec: string }

function entity(random: Random, canHavePorts: boolean): string {
  const parts: string[] = [];
  if (random.chance(0.45)) parts.push(`selector: "${random.pick(SELECTORS)}"`);
  if (random.chance(0.15)) parts.push(`notSelector: "${random.pick(SELECTORS)}"`);
  if (random.chance(0.2)) parts.push(`namespaceSelector: "${random.pick(NAMESPACES)}"`);
  if (random.chance(0.25)) parts.push(`nets: [${random.some(NETS, 0.4).map((net) => `"${net}"`).join(', ')}]`);
  if (random.chance(0.1)) parts.push(`notNets: ["${random.pick(NETS)}"]`);
  if (canHavePorts && random.chance(0.4)) parts.push(`${random.pick(['ports', 'ports', 'notPorts'])}: [${[random.pick(PORTS), ...random.some(PORTS, 0.2)].join(', ')}]`);
  return `{${parts.join(', ')}}`;
}

function rule(random: Random): string {
  const protocol = random.pick(['TCP', 'UDP', 'ICMP', null]);
  const hasPorts = protocol === 'TCP' || protocol === 'UDP';
  const sides = ['source', 'destination'].filter(() => random.chance(0.55)).map((side) => `${side}: ${entity(random, hasPorts && (side === 'destination' || random.chance(0.3)))}`);
  return `{${[`action: ${random.pick(['Allow', 'Allow', 'Deny', 'Pass', 'Log'])}`, ...(protocol === null ? [] : [`protocol: ${protocol}`]), ...sides].join(', ')}}`;
}

/** Orders differ, so that no name decides, unless `order` says otherwise. */
function randomPolicies(random: Random): readonly RandomPolicy[] {
  return random.times(1, 5, (index) => {
    const tier = random.pick(TIERS); const isGlobal = random.chance(0.5);
    const rules = (['ingress', 'egress'] as const).filter(() => random.chance(0.7)).map((direction) => `${direction}: [${random.times(0, 3, () => rule(random)).join(', ')}]`);
    return {
      name: `p${String(index)}`, kind: isGlobal ? 'GlobalNetworkPolicy' : 'NetworkPolicy', tier, order: index * 700,
      spec: [`selector: "${random.pick(SELECTORS)}"`, ...(isGlobal && random.chance(0.2) ? [`namespaceSelector: "${random.pick(NAMESPACES.slice(2))}"`] : []), `types: [${random.pick(['Ingress', 'Egress', 'Ingress, Egress'])}]`, ...rules].join(', '),
    };
  });
}

const objectOf = ({ name, kind, tier, order, spec }: RandomPolicy): string => calicoObject(kind, kind.includes('Global') ? `${tier}.${name}` : `shop/${tier}.${name}`, `tier: ${tier}, order: ${String(order)}, ${spec}`);

const AROUND: readonly string[] = [
  pod('shop/two', { labels: 'app: api', ips: ['10.0.1.20', 'fd00::20'], ports: '{name: http, containerPort: 80}, {name: dns, containerPort: 53, protocol: UDP}' }),
  '{apiVersion: apps/v1, kind: Deployment, metadata: {namespace: lab, name: new}, spec: {template: {metadata: {labels: {app: db}}}}}',
  calicoObject('GlobalNetworkSet', 'g', 'nets: [203.0.113.0/25, 10.0.1.2/32]', 'k: v'), calicoObject('NetworkSet', 'lab/s', 'nets: [198.51.100.0/24, "fd00::/64"]', 'k: v'),
  calicoObject('HostEndpoint', 'h', "node: n1, interfaceName: '*', expectedIPs: [172.18.0.1]", 'k: v'),
];
const TIER_OBJECTS = (random: Random): readonly string[] => [tierObject('first', 1, random.pick(['', 'defaultAction: Pass'])), ...(random.chance(0.7) ? [tierObject('second', 2_000_000)] : [])];
const KUBERNETES = policy('shop/k', 'podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {}}], ports: [{port: sql}, {port: 80}]}]');

interface RandomCluster { readonly policies: readonly RandomPolicy[]; readonly rest: readonly string[] }

const randomCluster = (seed: number): RandomCluster => {
  const random = createRandom(seed);
  return { policies: randomPolicies(random), rest: [...AROUND, ...TIER_OBJECTS(random), ...(random.chance(0.6) ? [KUBERNETES] : [])] };
};
const firewallsOf = (policies: readonly RandomPolicy[], rest: readonly string[]): Firewalls => underCalico([...rest, ...policies.map(objectOf)]).firewalls;

const endsOf = ({ endpoints }: Firewalls): readonly PairEnd[] => [
  ...endpoints.map(({ index }): PairEnd => ({ kind: 'endpoint', index })), ...ADDRESSES.flatMap((text): readonly PairEnd[] => { const address = parseAddress(text); return address === undefined ? [] : [{ kind: 'address', address }]; }),
];

/** Everything that is allowed, pair by pair. */
const table = (firewalls: Firewalls): unknown => endsOf(firewalls).map((from) => endsOf(firewalls).map((to) => explainBounds(firewalls, from, to)));

describe('random policies of Calico', () => {
  it('are answered alike by the compiled and the plain evaluator, with and without a source port', () => {
    forSeeds(60, (seed) => {
      const { policies, rest } = randomCluster(seed);
      for (const firewalls of [firewallsOf(policies, rest), atSourcePort(firewallsOf(policies, rest), 80)]) {
        const view = compile(firewalls);
        for (const from of endsOf(firewalls)) for (const to of endsOf(firewalls)) expect(pairBounds(view, from, to)).toEqual(explainBounds(firewalls, from, to));
      }
    });
  }, 120_000);

  it('have rules that pass within a tier that isolates', () => {
    let passing = 0;
    forSeeds(60, (seed) => {
      const { policies, rest } = randomCluster(seed);
      const { tiers } = firewallsOf(policies, rest);
      if ([...tiers.ingress, ...tiers.egress].some(({ rules }) => rules.some(({ action, role }) => action === 'pass' && role === 'rule') && rules.some(({ role }) => role === 'isolation'))) passing += 1;
    });
    expect(passing).toBeGreaterThan(5);
  });

  it('mean the same under another name where no order ties', () => {
    forSeeds(30, (seed) => {
      const { policies, rest } = randomCluster(seed);
      expect(table(firewallsOf(policies.map((one, index) => ({ ...one, name: `renamed-${String(9 - index)}` })), rest))).toEqual(table(firewallsOf(policies, rest)));
    });
  });

  it('mean the same with a prefix in halves, in rules and in sets', () => {
    forSeeds(30, (seed) => {
      const { policies, rest } = randomCluster(seed);
      const halved = (text: string): string => text.replaceAll('"203.0.113.0/24"', '"203.0.113.0/25", "203.0.113.128/25"').replaceAll('203.0.113.0/25, 10', '203.0.113.0/26, 203.0.113.64/26, 10');
      expect(table(firewallsOf(policies.map((one) => ({ ...one, spec: halved(one.spec) })), rest.map(halved)))).toEqual(table(firewallsOf(policies, rest)));
    });
  });

  it('mean the same beside a staged policy, and before or after a tier that only passes', () => {
    forSeeds(30, (seed) => {
      const { policies, rest } = randomCluster(seed);
      const plain = table(firewallsOf(policies, rest));
      const staged = calicoObject('StagedGlobalNetworkPolicy', 'first.p0', 'tier: first, order: -1, ingress: [{action: Deny}], egress: [{action: Deny}]');
      const passing = [0.5, 3, 20_000_000].flatMap((order, index) => [tierObject(`pass-${String(index)}`, order, 'defaultAction: Pass'), calicoObject('GlobalNetworkPolicy', `pass-${String(index)}.p`, `tier: pass-${String(index)}, selector: "has(projectcalico.org/namespace)", types: [Ingress, Egress], ingress: [{action: Pass}]`)]);
      expect(table(firewallsOf(policies, [...rest, staged]))).toEqual(plain);
      expect(table(firewallsOf(policies, [...rest, ...passing]))).toEqual(plain);
    });
  });

  it('mean the same in any order of objects', () => {
    forSeeds(20, (seed) => {
      const { policies, rest } = randomCluster(seed);
      expect(table(underCalico([...policies.map(objectOf), ...rest].reverse()).firewalls)).toEqual(table(firewallsOf(policies, rest)));
    });
  });
});
