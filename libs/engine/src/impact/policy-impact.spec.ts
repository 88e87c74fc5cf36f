import { expect, it } from 'vitest';
import { newCounters } from '../compile/counters.ts';
import { lowerReference } from '../enforcers/reference/lower.ts';
import type { Firewalls } from '../model/firewalls.ts';
import { readTexts } from '../read/session.ts';
import { buildSnapshot } from '../read/snapshot/build-snapshot.ts';
import { policiesOf } from './policies.ts';
import { policyImpacts, type PolicyImpact } from './policy-impact.ts';

const pod = (name: string, app: string): string => `{apiVersion: v1, kind: Pod, metadata: {namespace: shop, name: ${name}, labels: {app: ${app}}}, spec: {containers: [{name: c, image: i}]}, status: {phase: Running, podIP: 10.0.0.${String(name.length + app.length)}}}`;
const policy = (name: string, spec: string): string => `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {namespace: shop, name: ${name}}, spec: ${spec}}`;
const PODS = ['{apiVersion: v1, kind: Namespace, metadata: {name: shop}}', pod('web-1', 'web'), pod('web-22', 'web'), pod('db', 'db'), pod('cron', 'cron')];
const DENY_ALL = policy('deny', '{podSelector: {}, policyTypes: [Ingress]}');
const admits = (name: string, to: string, from: string): string => policy(name, `{podSelector: {matchLabels: {app: ${to}}}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {matchLabels: {app: ${from}}}}]}]}`);

function impacts(...documents: readonly string[]): Readonly<Record<string, PolicyImpact>> {
  const { objects, coverage } = readTexts([{ file: 'world.yaml', text: [...PODS, ...documents].join('\n---\n') }]);
  const work = policyImpacts(lowerReference(buildSnapshot(objects, coverage).snapshot));
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return Object.fromEntries(value.map((impact) => [impact.policy.name, impact]));
  }
}

it('the only policy that isolates pods is worth all pairs that it closes', () => {
  expect(impacts(DENY_ALL)['deny']).toMatchObject({ effect: 'END_TO_END', verdicts: { total: 12, allowed: 12 }, podPairs: 12, rules: [] });
});

it('a policy that admits what another admits as well changes nothing, and both rules say by which', () => {
  const { a, b } = impacts(DENY_ALL, admits('a', 'db', 'web'), admits('b', 'db', 'web'));
  for (const [one, other] of [[a, 'b'], [b, 'a']] as const) {
    expect(one).toMatchObject({ effect: 'NONE', verdicts: { total: 0 }, podPairs: 0, rules: [{ status: 'REDUNDANT', isOwnSide: false }] });
    expect(one?.rules[0]?.shadowedBy.map(({ name }) => name)).toContain(other);
  }
});

it('a policy whose pods another one closes at the other end has an effect on its own side alone', () => {
  const lets = policy('out', '{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{podSelector: {}}]}]}');
  const shut = policy('shut', '{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]}');
  expect(impacts(lets, shut, DENY_ALL)['out']).toMatchObject({ effect: 'OWN_SIDE', podPairs: 0, rules: [{ status: 'REDUNDANT', isOwnSide: true, shadowedBy: [] }] });
});

it('a rule for pods that are not there matches nothing, and one that several others make up for is redundant by all of them', () => {
  const { none, all } = impacts(DENY_ALL, admits('none', 'db', 'nobody'), admits('one', 'db', 'web'), admits('two', 'db', 'cron'), policy('all', '{podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {matchExpressions: [{key: app, operator: In, values: [web, cron]}]}}]}]}'));
  expect(none?.rules).toMatchObject([{ status: 'MATCHES_NOTHING' }]);
  expect(all?.rules).toMatchObject([{ status: 'REDUNDANT', shadowedBy: [{ name: 'one' }, { name: 'two' }] }]);
});

it('a rule to which an earlier one leaves nothing is shadowed by it', () => {
  const admin = '{apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: first}, spec: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}}';
  const { a } = impacts(DENY_ALL, admin, admits('a', 'db', 'web'));
  expect(a).toMatchObject({ effect: 'NONE', rules: [{ status: 'SHADOWED', shadowedBy: [{ name: 'first', pointer: '/spec/ingress/0' }] }] });
});

it('what lets an endpoint\'s own node through goes with the last policy that isolates the endpoint', () => {
  const firewallsOf = (...documents: readonly string[]): Firewalls => {
    const { objects, coverage } = readTexts([{ file: 'world.yaml', text: [...PODS, ...documents].join('\n---\n') }]);
    return lowerReference(buildSnapshot(objects, coverage).snapshot);
  };
  const exempted = (...documents: readonly string[]): readonly number[] => policiesOf(firewallsOf(...documents)).map(({ removal }) => [...removal.ingress].filter(({ role }) => role === 'default').length);
  expect(exempted(DENY_ALL)).toEqual([1]);
  expect(exempted(DENY_ALL, policy('again', '{podSelector: {}, policyTypes: [Ingress]}'))).toEqual([0, 0]);
  expect(exempted(DENY_ALL, admits('a', 'db', 'web'))).toEqual([1, 1]);
});

it('folds no row for a policy that selects nobody, and counts the rows that it folds', () => {
  const { objects, coverage } = readTexts([{ file: 'world.yaml', text: [...PODS, admits('a', 'nobody', 'web'), DENY_ALL].join('\n---\n') }]);
  const counters = newCounters();
  const work = policyImpacts(lowerReference(buildSnapshot(objects, coverage).snapshot), { counters });
  while (work.next().done !== true);
  expect([counters.rowsWithoutPolicy, counters.rowsWithoutRule]).toEqual([1, 0]);
});
