import { describe, expect, it } from 'vitest';
import type { Direction } from '../../model/firewalls.ts';
import { calicoObject, calicoPolicy, globalPolicy, tierObject, underCalico } from '../calico-world.ts';
import { policy, type World } from '../world.ts';

/** Who decided one direction: the tier, and the policy with its rule where one did. */
function decider(world: World, from: string, to: string, traffic: string, direction: Direction = 'ingress'): string {
  const [step] = world.explain(from, to, traffic)[direction].decidedBy;
  if (step === undefined) return 'nobody';
  return step.code === 'TIER_DEFAULT_DENY' || step.origin === null ? `${step.tierName} ${step.code}` : `${step.tierName} ${step.origin.name}/${String(step.origin.rule)} ${step.action ?? ''}`;
}

const ONLY_WEB = "selector: app == 'web'";

describe('tiers and policies of Calico', () => {
  it('CE-1 a tier takes part only where one of its policies speaks about the direction', () => {
    const world = underCalico([tierObject('first', 1), globalPolicy('first.in', `tier: first, ${ONLY_WEB}, types: [Ingress]`)]);
    expect(decider(world, 'shop/api', 'shop/web', 'TCP 80')).toBe('first TIER_DEFAULT_DENY');
    expect(decider(world, 'shop/web', 'shop/api', 'TCP 80', 'egress')).toBe('profiles PROFILE_ALLOW');
    expect(decider(world, 'shop/api', 'shop/db', 'TCP 80')).toBe('profiles PROFILE_ALLOW');
  });

  it('CE-2 rules run top to bottom; allow and deny end everything, Log nothing', () => {
    const world = underCalico([globalPolicy('p', `${ONLY_WEB}, ingress: [{action: Log}, {action: Allow, protocol: TCP, destination: {ports: [80]}}, {action: Deny, protocol: TCP}, {action: Allow}]`)]);
    expect(decider(world, 'shop/api', 'shop/web', 'TCP 80')).toBe('default p/1 allow');
    expect(decider(world, 'shop/api', 'shop/web', 'TCP 81')).toBe('default p/2 deny');
    expect(decider(world, 'shop/api', 'shop/web', 'UDP 81')).toBe('default p/3 allow');
  });

  it('CE-3 Pass leaves the tier with all that follows in it, from the last one for the profiles', () => {
    const pass = [
      tierObject('first', 1), globalPolicy('first.a', `tier: first, order: 1, ${ONLY_WEB}, ingress: [{action: Pass, protocol: TCP}, {action: Deny}]`),
      globalPolicy('first.b', `tier: first, order: 2, ${ONLY_WEB}, ingress: [{action: Deny}]`),
    ];
    expect(decider(underCalico(pass), 'shop/api', 'shop/web', 'TCP 80')).toBe('profiles PROFILE_ALLOW');
    const world = underCalico([...pass, globalPolicy('d', `${ONLY_WEB}, ingress: [{action: Pass}, {action: Deny}]`)]);
    expect(decider(world, 'shop/api', 'shop/web', 'TCP 80')).toBe('profiles PROFILE_ALLOW');
    expect(decider(world, 'shop/api', 'shop/web', 'UDP 80')).toBe('first first.a/1 deny');
    expect(world.explain('shop/api', 'shop/web', 'TCP 80').ingress.passedBy.map(({ name }) => name)).toEqual(['first.a', 'd']);
  });

  it('CE-4 the end of a tier denies unless its default action is exactly Pass', () => {
    const at = (rest: string): string => decider(underCalico([tierObject('first', 1, rest), globalPolicy('first.a', `tier: first, ${ONLY_WEB}`)]), 'shop/api', 'shop/web', 'TCP 80');
    expect([at(''), at('defaultAction: Deny'), at('defaultAction: pass'), at('defaultAction: Pass')]).toEqual(['first TIER_DEFAULT_DENY', 'first TIER_DEFAULT_DENY', 'first TIER_DEFAULT_DENY', 'profiles PROFILE_ALLOW']);
  });

  it('CE-4 the policies of the tier that select the pod are behind that deny, all of them', () => {
    const world = underCalico([calicoPolicy('shop/a', ONLY_WEB), calicoPolicy('shop/b', 'selector: all()'), calicoPolicy('shop/c', "selector: app == 'db'")]);
    const { ingress } = world.explain('shop/api', 'shop/web', 'TCP 80');
    expect([ingress.isolatedBy.map(({ name }) => name), ingress.decidedBy.map(({ message }) => message)]).toEqual([['a', 'b'], ['NetworkPolicy shop/a selects pod:shop/web, no rule of its tier decides about TCP 80, and the end of the tier denies it.']]);
  });

  it('CE-5 a pod that no policy decides for is allowed by the profile of its namespace, both ways', () => {
    const world = underCalico([]);
    expect([decider(world, 'lab/web', 'shop/web', 'TCP 80'), decider(world, 'lab/web', 'shop/web', 'TCP 80', 'egress')]).toEqual(['profiles PROFILE_ALLOW', 'profiles PROFILE_ALLOW']);
  });

  it('CE-6 a connection needs both ends, and a rule may ask for either of them in either direction', () => {
    const world = underCalico([calicoPolicy('shop/e', "selector: app == 'api', egress: [{action: Allow, protocol: TCP, source: {selector: app == 'web'}}, {action: Allow, protocol: UDP, source: {nets: [10.0.1.0/24]}}]"),
      calicoPolicy('shop/i', `${ONLY_WEB}, ingress: [{action: Allow, protocol: UDP, destination: {selector: app == 'web', nets: [10.0.1.1/32]}}]`)]);
    expect(world.set('shop/api', 'shop/web')).toBe('IPv4 UDP');
    expect(world.set('shop/api', 'lab/web')).toBe('IPv4 UDP');
  });

  it('CE-7 staged policies decide nothing, and a question may ask what they would do', () => {
    const staged = [calicoObject('StagedGlobalNetworkPolicy', 's', `${ONLY_WEB}, stagedAction: Set, ingress: [{action: Deny}]`), globalPolicy('z', `${ONLY_WEB}, ingress: [{action: Allow}]`)];
    expect(underCalico(staged).verdict('shop/api', 'shop/web', 'TCP 80')).toBe('ALLOWED');
    expect(underCalico(staged).firewalls.caveats.map(({ code }) => code)).toEqual(['KIND_NOT_ENFORCED']);
    expect(underCalico(staged, { staged: 'enforced' }).verdict('shop/api', 'shop/web', 'TCP 80')).toBe('DENIED');
  });

  it('CE-8 promoted, a staged policy takes the place of the one of its name, or takes it away', () => {
    const deny = globalPolicy('p', `${ONLY_WEB}, ingress: [{action: Deny}]`);
    const set = calicoObject('StagedGlobalNetworkPolicy', 'p', `${ONLY_WEB}, stagedAction: Set, ingress: [{action: Allow}]`); const remove = calicoObject('StagedGlobalNetworkPolicy', 'p', 'stagedAction: Delete');
    expect([[deny, set], [deny, remove]].map((objects) => underCalico(objects, { staged: 'enforced' }).verdict('shop/api', 'shop/web', 'TCP 80'))).toEqual(['ALLOWED', 'ALLOWED']);
    const kubernetes = calicoObject('StagedKubernetesNetworkPolicy', 'shop/k', 'stagedAction: Set, podSelector: {matchLabels: {app: web}}, egress: [{}]');
    expect(underCalico([kubernetes], { staged: 'enforced' }).verdict('shop/api', 'shop/web', 'TCP 80')).toBe('DENIED');
  });
});

describe('the order of tiers and policies of Calico', () => {
  it('CO-1 tiers run by order, then name; those without order after all, and those without an object last', () => {
    const deny = (tier: string): string => globalPolicy(`${tier}.p`, `tier: ${tier}, ${ONLY_WEB}, ingress: [{action: Deny}]`);
    const objects = [deny('missing'), calicoObject('Tier', 'open', ''), deny('open'), tierObject('second', 5), deny('second'), tierObject('first', 5), deny('first'), globalPolicy('late', `${ONLY_WEB}, ingress: [{action: Deny}]`)];
    const order = ['first.p', 'second.p', 'late', 'open.p', 'missing.p'];
    const seen = underCalico(objects).firewalls.tiers.ingress.flatMap(({ rules }) => rules.filter(({ role }) => role === 'rule').map(({ origin }) => origin?.name));
    expect(seen).toEqual(order);
  });

  it('CO-2 policies run by order, one without order last and a negative one first', () => {
    const objects = [['none', ''], ['big', 'order: 1000000000'], ['zero', 'order: 0'], ['negative', 'order: -5']].map(([name = '', order = '']) => globalPolicy(name, `${ONLY_WEB}, ${order === '' ? '' : `${order}, `}ingress: [{action: Deny}]`));
    expect(underCalico(objects).firewalls.tiers.ingress.flatMap(({ rules }) => rules.filter(({ role }) => role === 'rule').map(({ origin }) => origin?.name))).toEqual(['negative', 'zero', 'big', 'none']);
  });

  it('CO-3 since 3.32 equal orders stand by name, namespace and kind, before that by the key of storage', () => {
    const objects = [globalPolicy('a', `${ONLY_WEB}, order: 1000, ingress: [{action: Deny}]`), globalPolicy('a-b', `${ONLY_WEB}, order: 1000, ingress: [{action: Deny}]`), calicoPolicy('shop/a', `${ONLY_WEB}, order: 1000, ingress: [{action: Deny}]`), policy('shop/a-a', 'podSelector: {}, ingress: [{}]')];
    const order = (version: string): readonly string[] => underCalico(objects, { version }).firewalls.tiers.ingress.flatMap(({ rules }) => rules.filter(({ role }) => role === 'rule').map(({ origin }) => `${origin?.namespace ?? ''}/${origin?.name ?? ''}`));
    expect(order('3.32.1')).toEqual(['shop/a-a', '/a-b', '/a', 'shop/a']);
    expect(order('3.31.7')).toEqual(['/a', '/a-b', 'shop/a', 'shop/a-a']);
  });

  it('CO-9 where nothing says which release runs and equal orders would stand otherwise in an older one, answers say so', () => {
    const caveats = (objects: readonly string[], version: string | null): readonly string[] => underCalico(objects, version === null ? {} : { version }).firewalls.caveats.map(({ code }) => code);
    const tied = [policy('shop/a-a', 'podSelector: {}, ingress: [{}]'), calicoPolicy('shop/b', `${ONLY_WEB}, order: 1000, ingress: [{action: Deny}]`)];
    expect([caveats(tied, null), caveats(tied, '3.32.1'), caveats([tied[0] ?? '', calicoPolicy('shop/b', `${ONLY_WEB}, order: 1000, ingress: [{action: Allow}]`)], null), caveats([tied[0] ?? '', calicoPolicy('shop/b', `${ONLY_WEB}, order: 999, ingress: [{action: Deny}]`)], null)]).toEqual([['SETTINGS_ASSUMED'], [], [], []]);
  });

  it('CO-4 NetworkPolicies stand at order 1000 of the default tier: what comes before beats them, what comes after opens what they close', () => {
    const isolate = policy('shop/k', "podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: api}}}]}]");
    const at = (order: number, action: string): readonly string[] => {
      const world = underCalico([isolate, calicoPolicy('shop/c', `${ONLY_WEB}, order: ${String(order)}, ingress: [{action: ${action}}]`)]);
      return [world.verdict('shop/api', 'shop/web', 'TCP 80'), world.verdict('lab/web', 'shop/web', 'TCP 80')];
    };
    expect([at(500, 'Deny'), at(500, 'Allow'), at(2000, 'Deny'), at(2000, 'Allow')]).toEqual([['DENIED', 'DENIED'], ['ALLOWED', 'ALLOWED'], ['ALLOWED', 'DENIED'], ['ALLOWED', 'ALLOWED']]);
  });

  it('CO-5 a stored Tier of the name of a built-in one counts as it stands', () => {
    const world = underCalico([tierObject('default', 1, 'defaultAction: Pass'), globalPolicy('p', ONLY_WEB), tierObject('second', 5), globalPolicy('second.p', `tier: second, ${ONLY_WEB}`)]);
    expect(decider(world, 'shop/api', 'shop/web', 'TCP 80')).toBe('second TIER_DEFAULT_DENY');
  });

  it('CO-6 before 3.29 every policy is in the default tier', () => {
    const objects = [tierObject('late', 9_000_000, 'defaultAction: Pass'), globalPolicy('late.a', `tier: late, order: 1, ${ONLY_WEB}, ingress: [{action: Allow}]`), globalPolicy('p', `order: 2, ${ONLY_WEB}, ingress: [{action: Deny}]`)];
    expect(['3.28.5', '3.29.0'].map((version) => decider(underCalico(objects, { version }), 'shop/api', 'shop/web', 'TCP 80'))).toEqual(['default late.a/0 allow', 'default p/0 deny']);
  });

  it('CO-7 each release reads one generation of policies for administrators', () => {
    const old = '{apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: a}, spec: {priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}}';
    const baseline = '{apiVersion: policy.networking.k8s.io/v1alpha1, kind: BaselineAdminNetworkPolicy, metadata: {name: default}, spec: {subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}}';
    const young = '{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: c}, spec: {tier: Admin, priority: 1, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}}';
    const under = (object: string): readonly string[] => ['3.28.0', '3.29.0', '3.30.0', '3.31.7', '3.32.0'].map((version) => decider(underCalico([object], { version }), 'shop/api', 'shop/web', 'TCP 80').split(' ')[0] ?? '');
    expect(under(old)).toEqual(['profiles', 'adminnetworkpolicy', 'adminnetworkpolicy', 'adminnetworkpolicy', 'profiles']);
    expect(under(baseline)).toEqual(['profiles', 'profiles', 'baselineadminnetworkpolicy', 'baselineadminnetworkpolicy', 'profiles']);
    expect(under(young)).toEqual(['profiles', 'profiles', 'profiles', 'profiles', 'kube-admin']);
  });

  it('CO-8 an admin rule for nodes or names is left out where it accepts, and denies everything where it does not', () => {
    const egress = (action: string): string => `{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: c}, spec: {tier: Admin, priority: 1, subject: {namespaces: {}}, egress: [{action: ${action}, to: [{nodes: {}}]}]}}`;
    expect(['Accept', 'Pass', 'Deny'].map((action) => underCalico([egress(action)]).verdict('shop/web', '203.0.113.9', 'TCP 80'))).toEqual(['ALLOWED', 'DENIED', 'DENIED']);
  });
});
