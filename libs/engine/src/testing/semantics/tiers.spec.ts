import { describe, expect, it } from 'vitest';
import type { Leg } from '../../model/trace.ts';
import { anp, banp, cnp } from '../admin-world.ts';
import { CAST, policy, world, type World } from '../world.ts';

const with_ = (...more: readonly string[]): World => world([CAST, ...more]);
const ANY = 'from: [{namespaces: {}}]';
const from = (action: string, more = ''): string => `{action: ${action}, ${ANY}${more}}`;
const ingress = (...rules: readonly string[]): string => `ingress: [${rules.join(', ')}]`;
const decided = ({ decidedBy }: Leg): readonly string[] => decidedBy.map(({ code, origin }) => `${code} ${origin === null ? '-' : `${origin.name}#${String(origin.rule)}`}`);
const decision = (...more: readonly string[]): readonly string[] => decided(with_(...more).explain('lab/web', 'shop/db', 'TCP 80').ingress);
const ISOLATING = policy('shop/np', 'podSelector: {}');
const OPEN = policy('shop/np', 'podSelector: {}, ingress: [{}]');

describe('the order of tiers', () => {
  it('TI-1 the lowest priority number decides, whatever the order of the input', () => {
    const first = anp('zz', 1, ingress(from('Deny'))); const second = anp('aa', 2, ingress(from('Allow')));
    expect(decision(first, second)).toEqual(['ADMIN_DENY zz#0']);
    expect(decision(second, first)).toEqual(['ADMIN_DENY zz#0']);
  });

  it('TI-1 within a policy the first rule that matches decides', () => {
    expect(decision(anp('a', 1, ingress(from('Allow', ', ports: [{portNumber: {port: 81}}]'), from('Deny'), from('Allow'))))).toEqual(['ADMIN_DENY a#1']);
    expect(with_(anp('a', 1, ingress(from('Allow', ', ports: [{portNumber: {port: 81}}]'), from('Deny')))).set('lab/web', 'shop/db')).toBe('IPv4 TCP 81');
  });

  it.each([['Allow', 'ADMIN_ACCEPT'], ['Deny', 'ADMIN_DENY']])('TI-2 %s is final', (action, code) => {
    expect(decision(anp('a', 1, ingress(from(action))), ISOLATING, banp(ingress(from('Deny'))))).toEqual([`${code} a#0`]);
  });

  it('TI-3 Pass skips the rest of the tier, later policies included', () => {
    const { ingress: leg } = with_(anp('a', 1, ingress(`{name: out, action: Pass, ${ANY}}`, from('Deny'))), anp('b', 2, ingress(from('Deny'))), OPEN).explain('lab/web', 'shop/db', 'TCP 80');
    expect(decided(leg)).toEqual(['ADMITTED_BY_RULE np#0']);
    expect(leg.passedBy).toEqual([{ group: 'policy.networking.k8s.io', kind: 'AdminNetworkPolicy', namespace: '', name: 'a', rule: 0, ruleName: 'out' }]);
  });

  it('TI-4 an admin policy isolates nobody', () => {
    expect(decision(anp('a', 1, ingress(from('Deny', ', ports: [{portNumber: {port: 81}}]'))))).toEqual(['DEFAULT_ALLOW -']);
  });

  it('TI-5 a NetworkPolicy that isolates decides before the baseline', () => {
    expect(decision(OPEN, banp(ingress(from('Deny'))))).toEqual(['ADMITTED_BY_RULE np#0']);
    expect(decision(ISOLATING, banp(ingress(from('Allow'))))).toEqual(['ISOLATED_NO_RULE_ADMITS np#null']);
  });

  it('TI-6 the baseline decides where no NetworkPolicy isolates, first match first', () => {
    expect(decision(banp(ingress(from('Deny'), from('Allow'))))).toEqual(['BASELINE_DENY default#0']);
    expect(decision(cnp('late', 'Baseline', 9, ingress(from('Deny'))), cnp('soon', 'Baseline', 8, ingress(from('Accept'))))).toEqual(['BASELINE_ALLOW soon#0']);
  });

  it('TI-7 Pass in the baseline leaves nothing but the default', () => {
    const { ingress: leg } = with_(cnp('a', 'Baseline', 1, ingress(from('Pass'), from('Deny'))), cnp('b', 'Baseline', 2, ingress(from('Deny')))).explain('lab/web', 'shop/db', 'TCP 80');
    expect(decided(leg)).toEqual(['DEFAULT_ALLOW -']);
    expect(leg.passedBy.map(({ name, rule }) => [name, rule])).toEqual([['a', 0]]);
  });

  it('TI-8 where nothing decides, it is allowed', () => {
    expect(decision(anp('a', 1, ''), banp(''))).toEqual(['DEFAULT_ALLOW -']);
  });

  it('TI-9 a NetworkPolicy for the other direction leaves the baseline its say', () => {
    expect(decision(policy('shop/out', 'podSelector: {}, policyTypes: [Egress]'), banp(ingress(from('Deny'))))).toEqual(['BASELINE_DENY default#0']);
  });

  it('TI-12 an admin rule overrules NetworkPolicies both ways', () => {
    expect(decision(anp('a', 1, ingress(from('Allow'))), ISOLATING)).toEqual(['ADMIN_ACCEPT a#0']);
    expect(decision(anp('a', 1, ingress(from('Deny'))), OPEN)).toEqual(['ADMIN_DENY a#0']);
  });

  it.each(['ingress: []', 'ingress: null', ''])('TI-13 "%s" leaves the direction alone', (rules) => {
    expect(decision(anp('a', 1, rules))).toEqual(['DEFAULT_ALLOW -']);
  });

  it('TI-14 one side\'s Allow says nothing about replies or the other side', () => {
    const { verdict } = with_(anp('a', 1, `subject: {pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: db}}}}, ${ingress(from('Allow'))}, egress: [{action: Deny, to: [{namespaces: {}}]}]`));
    expect([verdict('lab/web', 'shop/db', 'TCP 80'), verdict('shop/db', 'lab/web', 'TCP 80')]).toEqual(['ALLOWED', 'DENIED']);
  });
});

describe('policies without an order between them', () => {
  const caveats = (...more: readonly string[]): readonly string[] => with_(...more).explain('lab/web', 'shop/db', 'TCP 80').caveats.map(({ code, resources }) => `${code} ${resources.map(({ name }) => name).join()}`);

  it('TI-10 U9 equal priorities are settled by name, and told where the outcome depends on it', () => {
    const two = [anp('b', 5, ingress(from('Allow'))), anp('a', 5, ingress(from('Deny')))];
    expect(decision(...two)).toEqual(['ADMIN_DENY a#0']);
    expect(caveats(...two)).toEqual(['AMBIGUOUS_PRIORITY a,b']);
  });

  it.each([
    ['the actions are the same', anp('a', 5, ingress(from('Deny'))), anp('b', 5, ingress(from('Deny')))],
    ['the priorities differ', anp('a', 5, ingress(from('Deny'))), anp('b', 6, ingress(from('Allow')))],
    ['only one matches', anp('a', 5, ingress(from('Deny'))), anp('b', 5, ingress(from('Allow', ', ports: [{portNumber: {port: 81}}]')))],
    ['an earlier policy decides', anp('o', 1, ingress(from('Allow'))), anp('a', 5, ingress(from('Deny'))), anp('b', 5, ingress(from('Allow')))],
    ['passing comes to the same', anp('a', 5, ingress(from('Pass'))), anp('b', 5, ingress(from('Allow')))],
    ['the other side denies anyway', anp('a', 5, ingress(from('Deny'))), anp('b', 5, ingress(from('Allow'))), policy('lab/out', 'podSelector: {}, policyTypes: [Egress]')],
  ])('TI-10 says nothing where %s', (_, ...policies) => {
    expect(caveats(...policies)).toEqual([]);
  });

  it('TI-10 a Pass counts as what comes of it', () => {
    expect(caveats(anp('a', 5, ingress(from('Pass'))), anp('b', 5, ingress(from('Allow'))), ISOLATING)).toEqual(['AMBIGUOUS_PRIORITY a,b']);
    expect(caveats(anp('a', 5, ingress(from('Pass'))), anp('b', 5, ingress(from('Allow'))), banp(ingress(from('Deny'))))).toEqual(['AMBIGUOUS_PRIORITY a,b']);
  });

  it('TI-11 U10 both generations are one list by priority, the old baseline last, with a caveat', () => {
    const old = anp('old', 5, ingress(from('Deny'))); const young = cnp('young', 'Admin', 4, ingress(from('Accept')));
    expect(decision(old, young)).toEqual(['ADMIN_ACCEPT young#0']);
    expect(decision(banp(ingress(from('Deny'))), cnp('young', 'Baseline', 1000, ingress(from('Accept'))))).toEqual(['BASELINE_ALLOW young#0']);
    expect(with_(old, young).firewalls.caveats.map(({ code }) => code)).toEqual(['ADMIN_APIS_MIXED']);
    expect(with_(old, young).diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual(['warning ADMIN_APIS_MIXED']);
    expect([with_(old).firewalls.caveats, with_(old).diagnostics]).toEqual([[], []]);
  });

  it('TI-11 U10 a setting picks one generation', () => {
    const both = [CAST, anp('old', 5, ingress(from('Deny'))), cnp('young', 'Admin', 4, ingress(from('Accept')))];
    const under = (api: string): World => world(both, { 'reference.admin-api': api });
    expect([under('v1alpha1'), under('v1alpha2')].map(({ verdict, firewalls }) => [verdict('lab/web', 'shop/db', 'TCP 80'), firewalls.caveats.length])).toEqual([['DENIED', 0], ['ALLOWED', 0]]);
  });
});

describe('what explanations say of admin rules', () => {
  it('W3 names one deciding rule and the Passes before it, with place and name', () => {
    const { ingress: leg } = with_(anp('a', 1, ingress(from('Pass'))), banp(`ingress: [{name: shut, action: Deny, ${ANY}, ports: [{portNumber: {port: 79}}, {portNumber: {port: 80}}]}]`)).explain('lab/web', 'shop/db', 'TCP 80');
    expect(leg.decidedBy).toEqual([expect.objectContaining({
      tier: 'BASELINE', code: 'BASELINE_DENY', outcome: 'DENIES', action: 'deny', peers: [0], ports: [1],
      origin: expect.objectContaining({ kind: 'BaselineAdminNetworkPolicy', namespace: '', name: 'default', rule: 0, ruleName: 'shut', pointer: '/spec/ingress/0' }) as unknown,
    })]);
    expect(leg.steps.map(({ code }) => code)).toEqual(['ADMIN_PASS', 'NO_POLICY_SELECTS', 'BASELINE_DENY']);
    expect(leg.passedBy.map(({ name }) => name)).toEqual(['a']);
  });

  it('the blocker of a denial is the admin rule alone', () => {
    const { blockers, summary } = with_(anp('a', 1, ingress(from('Deny'))), ISOLATING).explain('lab/web', 'shop/db', 'TCP 80');
    expect(blockers).toEqual([expect.objectContaining({ direction: 'ingress', code: 'ADMIN_DENY', fix: 'Take TCP 80 from pod:lab/web out of ingress rule 0 of AdminNetworkPolicy a, or let a rule before it allow that.' })]);
    expect(summary).toBe('pod:lab/web cannot reach pod:shop/db on TCP 80: ingress is denied by AdminNetworkPolicy a (rule 0).');
  });

  it('tells which part of all ports each rule decides', () => {
    const { ingress: leg } = with_(anp('a', 1, ingress(from('Allow', ', ports: [{portNumber: {port: 80}}]'), from('Deny')))).explain('lab/web', 'shop/db', null);
    expect(leg.decidedBy.map(({ code, connections }) => [code, connections[0], connections[1]])).toEqual([['ADMIN_ACCEPT', 80, 80], ['ADMIN_DENY', 1, 79]]);
  });
});
