import { describe, expect, it } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { explainBounds } from '../../explain/bounds.ts';
import type { Firewalls } from '../../model/firewalls.ts';
import type { PairEnd } from '../../model/question.ts';
import { parseAddress } from '../../model/address.ts';
import { pairBounds } from '../../query/pair-bounds.ts';
import { cidrGroupOf, ciliumPolicy, clusterwidePolicy, underCilium } from '../cilium-world.ts';
import { forSeeds } from '../for-seeds.ts';
import { createRandom, type Random } from '../random.ts';

const SELECTORS = ['{}', '{matchLabels: {app: web}}', '{matchLabels: {"k8s:app": db}}', '{matchExpressions: [{key: app, operator: NotIn, values: [web]}]}', '{matchLabels: {"k8s:io.kubernetes.pod.namespace": lab}}', '{matchLabels: {"reserved:host": ""}}'];
const ENTITIES = ['all', 'world', 'cluster', 'host', 'remote-node', 'none'];
const CIDRS = ['0.0.0.0/0', '203.0.113.0/24', '10.0.0.0/8', '172.18.0.0/16'];
const PORTS = ['{port: "80"}', '{port: "0", protocol: UDP}', '{port: sql}', '{port: "70", endPort: 90, protocol: TCP}'];
const ADDRESSES = ['203.0.113.9', '198.51.100.1'];

/** Sections of one rule, each element with one peer, so that laws can take them apart. */
interface RandomRule { readonly subject: string; readonly elements: readonly { readonly section: string; readonly peers: readonly [kind: string, list: readonly string[]] | null; readonly ports: readonly string[] }[] }

function randomRule(random: Random): RandomRule {
  return {
    subject: random.pick(SELECTORS.slice(0, 4)),
    elements: random.times(1, 3, () => {
      const section = random.pick(['ingress', 'egress', 'ingressDeny', 'egressDeny']);
      const direction = section.startsWith('ingress') ? 'from' : 'to';
      const kind = random.pick(['Endpoints', 'Entities', 'CIDR', null]);
      const list = kind === 'Endpoints' ? random.some(SELECTORS, 0.3) : kind === 'Entities' ? random.some(ENTITIES, 0.3) : random.some(CIDRS, 0.4);
      return { section, peers: kind === null ? null : [`${direction}${kind}`, list] as const, ports: random.some(PORTS, 0.3) };
    }),
  };
}

function elementText({ peers, ports }: RandomRule['elements'][number]): string {
  const parts = [...(peers === null ? [] : [`${peers[0]}: [${peers[1].join(', ')}]`]), ...(ports.length === 0 ? [] : [`toPorts: [{ports: [${ports.join(', ')}]}]`])];
  return `{${parts.join(', ')}}`;
}

function specText({ subject, elements }: RandomRule): string {
  const sections = [...new Set(elements.map(({ section }) => section))].map((section) => `${section}: [${elements.filter((element) => element.section === section).map(elementText).join(', ')}]`);
  return `endpointSelector: ${subject}, ${sections.join(', ')}`;
}

/** The same rule with an element for each peer and each port of its elements. */
const split = (rule: RandomRule): RandomRule => ({
  ...rule, elements: rule.elements.flatMap(({ section, peers, ports }) => {
    const alone = peers === null || peers[1].length === 0 ? [peers] : peers[1].map((peer) => [peers[0], [peer]] as const);
    return alone.flatMap((one) => (ports.length === 0 ? [{ section, peers: one, ports }] : ports.map((port) => ({ section, peers: one, ports: [port] }))));
  }),
});

const policiesOf = (rules: readonly RandomRule[]): readonly string[] => rules.map((rule, index) => (index % 3 === 2 ? clusterwidePolicy(`p${String(index)}`, specText(rule)) : ciliumPolicy(`shop/p${String(index)}`, specText(rule))));
const firewallsFor = (policies: readonly string[], settings: Readonly<Record<string, string>> = {}): Firewalls => underCilium(policies, settings).firewalls;

const endsOf = ({ endpoints }: Firewalls): readonly PairEnd[] => [
  ...endpoints.map(({ index }): PairEnd => ({ kind: 'endpoint', index })), ...ADDRESSES.flatMap((text): readonly PairEnd[] => { const address = parseAddress(text); return address === undefined ? [] : [{ kind: 'address', address }]; }),
];

/** Everything that is allowed, pair by pair. */
const table = (firewalls: Firewalls): unknown => endsOf(firewalls).map((from) => endsOf(firewalls).map((to) => explainBounds(firewalls, from, to)));

describe('random policies of Cilium', () => {
  it('are answered alike by the compiled and the plain evaluator', () => {
    forSeeds(40, (seed) => {
      const random = createRandom(seed);
      const settings = { 'enable-policy': random.pick(['default', 'always']), 'policy-cidr-match-mode': random.pick(['', 'nodes', 'pods']), 'enable-node-selector-labels': random.pick(['true', 'false']) };
      const firewalls = firewallsFor([cidrGroupOf('g', 'role: x', '203.0.113.0/24'), ...policiesOf(random.times(1, 4, () => randomRule(random)))], settings);
      const view = compile(firewalls);
      for (const from of endsOf(firewalls)) for (const to of endsOf(firewalls)) expect(pairBounds(view, from, to)).toEqual(explainBounds(firewalls, from, to));
    });
  });

  it('mean the same when every element is taken apart by peer and port, and in any order', () => {
    forSeeds(25, (seed) => {
      const random = createRandom(seed);
      const rules = random.times(1, 4, () => randomRule(random));
      expect(table(firewallsFor(policiesOf(rules.map(split))))).toEqual(table(firewallsFor(policiesOf(rules))));
      expect(table(firewallsFor([...policiesOf(rules)].reverse()))).toEqual(table(firewallsFor(policiesOf(rules))));
    });
  });

  it('mean the same with a prefix in halves', () => {
    forSeeds(15, (seed) => {
      const random = createRandom(seed);
      const rules = random.times(1, 4, () => randomRule(random));
      const halved = policiesOf(rules).map((text) => text.replaceAll('203.0.113.0/24', '203.0.113.0/25, 203.0.113.128/25'));
      expect(table(firewallsFor(halved))).toEqual(table(firewallsFor(policiesOf(rules))));
    });
  });
});
