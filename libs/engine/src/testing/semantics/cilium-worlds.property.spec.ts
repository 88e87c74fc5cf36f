import { describe, expect, it } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { explainBounds } from '../../explain/bounds.ts';
import { parseAddress } from '../../model/address.ts';
import { isEmptySet, subtract } from '../../model/connection-set.ts';
import type { Firewalls } from '../../model/firewalls.ts';
import type { PairEnd } from '../../model/question.ts';
import { pairBounds } from '../../query/pair-bounds.ts';
import { cidrGroupOf, configurationOf, nodeSettingsOf, recordedPod, underCilium } from '../cilium-world.ts';
import { forSeeds } from '../for-seeds.ts';
import { createRandom, type Random } from '../random.ts';
import { policiesOf, randomClusterNetworkPolicy, randomNetworkPolicy, randomRule, takenApart } from '../random-cilium.ts';

const ADDRESSES = ['203.0.113.9', '203.0.113.130', '198.51.100.1', '2001:db8::1'];

/** What rules refer to: Services with pods and with addresses behind them, groups of prefixes, a node with a label. */
const SURROUNDINGS = [
  '{apiVersion: v1, kind: Service, metadata: {namespace: shop, name: db, labels: {role: front}}, spec: {selector: {app: db}, ports: [{port: 80}]}}',
  '{apiVersion: v1, kind: Service, metadata: {namespace: shop, name: far}, spec: {ports: [{port: 80}]}}',
  '{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {namespace: shop, name: far-1, labels: {kubernetes.io/service-name: far}}, addressType: IPv4, endpoints: [{addresses: [198.51.100.1]}], ports: [{port: 80}]}',
  '{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {namespace: default, name: kubernetes, labels: {kubernetes.io/service-name: kubernetes}}, addressType: IPv4, endpoints: [{addresses: [203.0.113.130]}], ports: [{port: 443}]}',
  '{apiVersion: v1, kind: Node, metadata: {name: n2, labels: {pool: edge}}, status: {addresses: [{type: InternalIP, address: 172.18.0.2}]}}',
  cidrGroupOf('office', 'role: office', '203.0.113.0/25'), cidrGroupOf('all', 'role: all', '0.0.0.0/0'),
];

const firewallsFor = (policies: readonly string[], settings: Readonly<Record<string, string>> = {}): Firewalls => underCilium([...SURROUNDINGS, ...policies], { 'enable-node-selector-labels': 'true', ...settings }).firewalls;

const endsOf = ({ endpoints }: Firewalls): readonly PairEnd[] => [
  ...[...endpoints].map(({ index }): PairEnd => ({ kind: 'endpoint', index })), ...ADDRESSES.flatMap((text): readonly PairEnd[] => { const address = parseAddress(text); return address === undefined ? [] : [{ kind: 'address', address }]; }),
];

/** Everything that is allowed, pair by pair. */
const table = (firewalls: Firewalls): unknown => endsOf(firewalls).map((from) => endsOf(firewalls).map((to) => explainBounds(firewalls, from, to)));

function randomSettings(random: Random): Readonly<Record<string, string>> {
  const switched = (): string => random.pick(['true', 'false']);
  return {
    version: random.pick(['1.16.4', '1.18.4', '1.19.6', '1.20.2']), 'enable-policy': random.pick(['default', 'default', 'always']), 'policy-cidr-match-mode': random.pick(['', 'nodes', 'pods', 'nodes,pods']),
    'enable-node-selector-labels': switched(), 'enable-host-firewall': switched(), 'enable-k8s-cluster-network-policy': switched(), 'policy-default-local-cluster': switched(), 'allow-localhost': random.pick(['auto', 'policy']),
    labels: random.pick(['', '', '!tier']),
  };
}

/** Objects of the agents, sometimes. */
const agentObjects = (random: Random): readonly string[] => [
  ...(random.chance(0.3) ? [configurationOf(''), nodeSettingsOf('edge', '{matchLabels: {pool: edge}}', 'enable-policy: always')] : []),
  ...(random.chance(0.3) ? [recordedPod('shop/web', ['k8s:app=old', 'k8s:io.kubernetes.pod.namespace=shop', 'k8s:io.cilium.k8s.policy.cluster=default']), recordedPod('shop/db', ['k8s:app=db', 'k8s:io.kubernetes.pod.namespace=shop', 'k8s:io.cilium.k8s.policy.cluster=default'])] : []),
];

describe('random policies of Cilium', () => {
  it('are answered alike by the compiled and the plain evaluator, with every kind of peer and policy', () => {
    forSeeds(60, (seed) => {
      const random = createRandom(seed);
      const others = [randomNetworkPolicy(random), randomClusterNetworkPolicy(random, 'a'), randomClusterNetworkPolicy(random, 'b')].filter(() => random.chance(0.5));
      const firewalls = firewallsFor([...policiesOf(random.times(1, 4, () => randomRule(random))), ...others, ...agentObjects(random)], randomSettings(random));
      const view = compile(firewalls);
      for (const from of endsOf(firewalls)) for (const to of endsOf(firewalls)) expect(pairBounds(view, from, to)).toEqual(explainBounds(firewalls, from, to));
    });
  });

  it('mean the same when every element is taken apart by peer and port', () => {
    forSeeds(30, (seed) => {
      const random = createRandom(seed);
      const rules = random.times(1, 4, () => randomRule(random));
      expect(underCilium([...SURROUNDINGS, ...policiesOf(rules)]).diagnostics.filter(({ severity, code }) => (severity === 'error' && code !== 'DUPLICATE_OBJECT') || code === 'FIELD_PRUNED')).toEqual([]);
      expect(table(firewallsFor(policiesOf(rules.map(takenApart))))).toEqual(table(firewallsFor(policiesOf(rules))));
    });
  });

  it('mean the same in any order of the objects', () => {
    forSeeds(20, (seed) => {
      const random = createRandom(seed);
      const policies = [...policiesOf(random.times(2, 5, () => randomRule(random))), randomNetworkPolicy(random), randomClusterNetworkPolicy(random, 'a'), randomClusterNetworkPolicy(random, 'b')];
      const settings = randomSettings(random);
      expect(table(firewallsFor([...policies].reverse(), settings))).toEqual(table(firewallsFor(policies, settings)));
    });
  });

  it('open nothing between pods when another deny comes in', () => {
    forSeeds(30, (seed) => {
      const random = createRandom(seed);
      const rules = random.times(1, 3, () => randomRule(random));
      const before = firewallsFor(policiesOf(rules)); const after = firewallsFor(policiesOf([...rules, randomRule(random, ['ingressDeny', 'egressDeny'])]));
      const pods = [...before.endpoints].filter(({ isHost }) => !isHost).map(({ index }): PairEnd => ({ kind: 'endpoint', index }));
      for (const from of pods) for (const to of pods) {
        const [old, now] = [explainBounds(before, from, to), explainBounds(after, from, to)];
        expect(isEmptySet(subtract(now.surely, old.surely)) && isEmptySet(subtract(now.possibly, old.possibly))).toBe(true);
      }
    });
  });

  it('mean the same whether labels of pods have their source in front or not', () => {
    forSeeds(20, (seed) => {
      const random = createRandom(seed);
      const policies = policiesOf(random.times(1, 4, () => randomRule(random)));
      const spelt = policies.map((text) => text.replaceAll('{app: ', '{"k8s:app": ').replaceAll('key: app,', 'key: "k8s:app",').replaceAll('key: tier,', 'key: "k8s:tier",'));
      const bare = { 'enable-node-selector-labels': 'false' };
      expect(table(firewallsFor(spelt, bare))).toEqual(table(firewallsFor(policies, bare)));
    });
  });

  it('mean the same with a prefix in halves', () => {
    forSeeds(20, (seed) => {
      const random = createRandom(seed);
      const policies = [...policiesOf(random.times(1, 4, () => randomRule(random))), randomNetworkPolicy(random)];
      const halved = policies.map((text) => text.replaceAll(/(?<=\[|, )203\.0\.113\.0\/24/g, '203.0.113.0/25, 203.0.113.128/25').replaceAll('{cidr: 10.0.0.0/8}', '{cidr: 10.0.0.0/9}, {cidr: 10.128.0.0/9}').replaceAll('{ipBlock: {cidr: 0.0.0.0/0}}', '{ipBlock: {cidr: 0.0.0.0/1}}, {ipBlock: {cidr: 128.0.0.0/1}}'));
      expect(table(firewallsFor(halved))).toEqual(table(firewallsFor(policies)));
    });
  });
});
