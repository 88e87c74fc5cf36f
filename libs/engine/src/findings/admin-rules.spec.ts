import { describe, expect, it } from 'vitest';
import { connections } from '../model/connection-set.ts';
import type { Firewalls, Rule, Tier } from '../model/firewalls.ts';
import { appIs, firewallsOf, isolated, podNamed, rule } from '../testing/build-firewalls.ts';
import { by, findInFirewalls, outline } from './testing/find-in.ts';

const port = (number: number): Rule['traffic'] => [{ kind: 'fixed', connections: connections('TCP', number), element: 0 }];
const fromApp = (...apps: readonly string[]): Rule['peers'] => [{ labels: appIs(...apps), element: 0 }];
const tier = (kind: Tier['kind'], reading: Tier['reading'], rules: readonly Rule[]): Tier => ({ kind, name: kind, reading, rules });

function world(tiers: { readonly admin?: readonly Rule[]; readonly policies?: readonly Rule[]; readonly baseline?: readonly Rule[] }): Firewalls {
  const ingress = [tier('ADMIN', 'first-match', tiers.admin ?? []), tier('NETWORK_POLICY', 'union', tiers.policies ?? []), tier('BASELINE', 'first-match', tiers.baseline ?? [])];
  return firewallsOf(['web', 'db', 'job'].map((name) => podNamed(name)), {}, { tiers: { ingress, egress: [] } });
}
const found = (tiers: Parameters<typeof world>[0]): readonly string[] => outline(findInFirewalls(world(tiers)));

describe('an admin tier', () => {
  it('TI-1 a rule that an earlier one covers never decides', () => {
    const wide = by('wide', rule('deny', appIs('db'), { peers: fromApp('web', 'job') }));
    expect(found({ admin: [wide, by('late', rule('allow', appIs('db'), { peers: fromApp('web'), traffic: port(80) }))] })).toEqual(['medium RULE_SHADOWED late /spec/ingress/0']);
    expect(found({ admin: [wide, by('late', rule('deny', appIs('db'), { peers: fromApp('web') }))] })).toEqual(['low RULE_SHADOWED late /spec/ingress/0']);
    expect(found({ admin: [wide, by('late', rule('allow', appIs('db', 'job'), { peers: fromApp('web') }))] })).toEqual([]);
    expect(found({ admin: [by('early', rule('allow', appIs('db'), { peers: fromApp('web') })), wide] })).toEqual([]);
  });

  it('TI-3 TI-4 a Pass that no later rule would have decided does nothing', () => {
    const pass = by('pass', rule('pass', appIs('db'), { peers: fromApp('web') }));
    expect(found({ admin: [pass] })).toEqual(['info PASS_WITHOUT_EFFECT pass /spec/ingress/0']);
    expect(found({ admin: [pass, by('deny', rule('deny', appIs('db')))] })).toEqual([]);
    expect(found({ admin: [pass, by('deny', rule('deny', appIs('web')))] })).toEqual(['info PASS_WITHOUT_EFFECT pass /spec/ingress/0']);
  });

  it('U9 XV-5 equal priorities count where they decide a connection differently', () => {
    const of = (name: string, action: Rule['action'], own: string, priority: number): Rule => ({ ...by(name, rule(action, appIs(own), { peers: fromApp('web') })), priority });
    const wide = { ...by('b', rule('deny', appIs('db'))), priority: 5 };
    expect(found({ admin: [of('a', 'allow', 'db', 5), wide] })).toEqual(['medium EQUAL_PRIORITIES b /spec/ingress/0']);
    // It comes first by name alone, so it is not said to shadow the other.
    expect(found({ admin: [{ ...by('a', rule('allow', appIs('db'))), priority: 5 }, wide] })).toEqual(['medium EQUAL_PRIORITIES b /spec/ingress/0']);
    expect(found({ admin: [of('a', 'allow', 'db', 4), wide] })).toEqual([]);
    expect(found({ admin: [of('a', 'allow', 'job', 5), wide] })).toEqual([]);
    expect(found({ admin: [of('a', 'deny', 'db', 5), wide] })).toEqual([]);
    expect(found({ admin: [of('b', 'allow', 'db', 5), wide] })).toEqual([]);
  });

  it('what could not be compared any more is no conflict', () => {
    const admin = [{ ...by('a', rule('allow', appIs('db'))), priority: 5 }, { ...by('b', rule('deny', appIs('db'))), priority: 5 }];
    for (const comparisons of [0, 1, 2]) expect(findInFirewalls(world({ admin }), { comparisons, perCode: 10 }).map(({ code }) => code)).not.toContain('EQUAL_PRIORITIES');
    expect(outline(findInFirewalls(world({ admin }), { comparisons: 100, perCode: 10 }))).toContain('medium EQUAL_PRIORITIES b /spec/ingress/0');
  });

  it('TI-2 a NetworkPolicy rule that an admin rule denies first admits nothing', () => {
    const policies = [by('np', rule('allow', appIs('db'), { peers: fromApp('web'), traffic: port(80) })), by('np', isolated(appIs('db')))];
    const deny = by('deny', rule('deny', appIs('db'), { peers: fromApp('web') }));
    expect(found({ admin: [deny], policies })).toEqual(['medium RULE_OVERRULED np /spec/ingress/0']);
    expect(found({ admin: [by('pass', rule('pass', appIs('db'), { traffic: port(80) })), deny], policies })).toEqual([]);
    expect(found({ admin: [by('deny', rule('deny', appIs('db'), { peers: fromApp('web'), traffic: port(81) }))], policies })).toEqual([]);
  });

  it('a selector of nothing is found without knowing the API', () => {
    expect(found({ admin: [by('typo', rule('deny', appIs('dbb')))] })).toEqual(['medium POLICY_SELECTS_NOTHING typo /spec']);
    expect(found({ admin: [by('typo', rule('deny', appIs('db'), { peers: fromApp('wbe') }))] })).toEqual(['medium PEER_SELECTS_NOTHING typo /spec/ingress/0/from/0']);
  });
});

describe('a baseline tier', () => {
  it('TI-6 is never asked where NetworkPolicies isolate all that it selects', () => {
    const baseline = [by('base', rule('deny', appIs('db', 'web')))];
    expect(found({ policies: [by('np', isolated(appIs('db', 'web')))], baseline })).toEqual(['info BASELINE_UNREACHABLE base /spec/ingress']);
    expect(found({ policies: [by('np', isolated(appIs('db')))], baseline })).toEqual([]);
    expect(found({ policies: [{ ...by('np', isolated(appIs('db', 'web'))), certainty: 'uncertain' }], baseline })).toEqual([]);
  });
});
