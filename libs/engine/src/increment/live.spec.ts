import { describe, expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import { newCounters, type Counters } from '../compile/counters.ts';
import { connections } from '../model/connection-set.ts';
import type { Endpoint, Firewalls, Rule } from '../model/firewalls.ts';
import { pairBounds } from '../query/pair-bounds.ts';
import { appIs, cidr, firewallsOf, isolated, podNamed, rule } from '../testing/build-firewalls.ts';
import { openLive, type LiveView } from './live.ts';

const tcp = (port: number): Rule['traffic'] => [{ kind: 'fixed', connections: connections('TCP', port), element: 0 }];
const fromApp = (...apps: readonly string[]): Rule['peers'] => [{ labels: appIs(...apps), element: 0 }];
const shop = (): Firewalls => firewallsOf(['api', 'db', 'web'].map((name) => podNamed(name)), {
  ingress: [rule('allow', appIs('db'), { peers: fromApp('api'), traffic: tcp(5432) }), rule('allow', appIs('api'), { peers: [{ inside: cidr('10.0.0.0/25'), element: 0 }] }), isolated()],
});

/** What `work` adds to the counters. */
function counted(counters: Counters, work: () => void): Partial<Counters> {
  const before = { ...counters };
  work();
  return Object.fromEntries(Object.entries(counters).map(([name, value]) => [name, value - (before[name as keyof Counters])]));
}

const added = (name: string, more: Parameters<typeof podNamed>[1] = {}): Endpoint => ({ ...podNamed(name, more), index: 0 });
const at = (live: LiveView, ref: string): { readonly kind: 'endpoint'; readonly index: number } => ({ kind: 'endpoint', index: live.view.firewalls.endpoints.findIndex((endpoint) => endpoint.ref === ref) });
const canReach = (live: LiveView, from: string, to: string): boolean => pairBounds(live.view, at(live, `pod:shop/${from}`), at(live, `pod:shop/${to}`)).surely.length > 0;

describe('endpoints', () => {
  it('a pod with labels that another has evaluates no selector and writes no program', () => {
    const counters = newCounters(); const live = openLive(shop(), counters);
    const work = counted(counters, () => { expect(canReach(live.changeEndpoints({ removed: [], added: [added('a-second-api', { labels: { app: 'api' }, ips: ['10.0.0.97'] })] }), 'a-second-api', 'db')).toBe(true); });
    expect(work).toMatchObject({ labelEvaluations: 0, expressions: 0, conditions: 0, programsWritten: 0, classesAdded: 0, recompiles: 0 });
  });

  it('labels that no rule tells apart are no new labels', () => {
    const counters = newCounters(); const live = openLive(shop(), counters);
    const work = counted(counters, () => { live.changeEndpoints({ removed: [], added: [added('api-1', { labels: { app: 'api', pod: 'api-1' }, ips: ['10.0.0.97'] })] }); });
    expect(work).toMatchObject({ labelEvaluations: 0, classesAdded: 0 });
  });

  it('a pod whose addresses other rules match is of another class though its labels are known', () => {
    const counters = newCounters(); const live = openLive(shop(), counters);
    const next = live.changeEndpoints({ removed: [], added: [added('far-web', { labels: { app: 'web' }, ips: ['10.0.0.200'] })] });
    expect([canReach(next, 'web', 'api'), canReach(next, 'far-web', 'api')]).toEqual([true, false]);
    expect(counters).toMatchObject({ classesAdded: 1, recompiles: 0 });
  });

  it('endpoints stay in order of reference, one that comes back among them', () => {
    const live = openLive(shop());
    const without = live.changeEndpoints({ removed: [1], added: [] });
    const again = without.changeEndpoints({ removed: [], added: [added('db'), added('cache')] });
    expect(without.view.firewalls.endpoints.map(({ name, index }) => [name, index])).toEqual([['api', 0], ['web', 1]]);
    expect(again.view.firewalls.endpoints.map(({ name, index }) => [name, index])).toEqual([['api', 0], ['cache', 1], ['db', 2], ['web', 3]]);
    expect([canReach(again, 'api', 'db'), canReach(again, 'web', 'db')]).toEqual([true, false]);
  });

  it('a change of endpoints alone leaves programs, peer sets and the axis what they were', () => {
    const live = openLive(shop()); const { programs, peerSets, axis } = live.view;
    const next = live.changeEndpoints({ removed: [0], added: [added('api', { node: 'elsewhere' })] }).view;
    expect([next.programs === programs, next.peerSets === peerSets, next.axis === axis]).toEqual([true, true, true]);
  });

  it('a host unlike all others is compiled anew, and so is what no room is left for', () => {
    const counters = newCounters(); let live = openLive(shop(), counters);
    live = live.changeEndpoints({ removed: [], added: [added('host', { isHost: true })] });
    expect(counters.recompiles).toBe(1);
    for (let group = 0; group < 80; group += 1) live = live.changeEndpoints({ removed: [], added: [added(`z${String(group)}`, { ips: [], ports: [], labels: { app: group % 2 === 0 ? 'db' : 'api' }, families: 1, isGoverned: group % 3 > 0, areAddressesKnown: group % 5 > 0 })] });
    expect(counters.recompiles).toBe(1);
    expect(live.view.firewalls.endpoints.length).toBe(84);
  });
});

describe('rules', () => {
  it('a rule about labels that nothing told apart splits a class, and the other half keeps what it had', () => {
    const counters = newCounters();
    const pods = ['api', 'db', 'web'].flatMap((app) => ['a', 'b'].map((zone) => podNamed(`${app}-${zone}`, { labels: { app, zone }, ips: [`10.0.0.${String(app.length)}`] })));
    const live = openLive(firewallsOf(pods, { ingress: [rule('allow', appIs('db'), { peers: fromApp('api'), traffic: tcp(5432) }), isolated()] }), counters);
    const work = counted(counters, () => {
      const next = live.changeRules([{ direction: 'ingress', tier: 0, at: 1, removed: 0, inserted: [rule('allow', appIs('web'), { peers: [{ labels: { op: 'in', key: 'zone', values: ['a'] }, element: 0 }] })] }]);
      expect([canReach(next, 'api-a', 'db-a'), canReach(next, 'api-b', 'db-a'), canReach(next, 'api-a', 'web-b'), canReach(next, 'api-b', 'web-b')]).toEqual([true, true, true, false]);
      expect(canReach(live, 'api-a', 'web-b')).toBe(false);
    });
    expect(work).toMatchObject({ expressions: 2, classesSplit: 3, recompiles: 0 });
    expect(work.programsWritten).toBeLessThanOrEqual(1);
  });

  it('a rule that comes back finds the program that was there before', () => {
    const firewalls = shop(); const live = openLive(firewalls);
    const [first] = firewalls.tiers.ingress[0]?.rules ?? [];
    const without = live.changeRules([{ direction: 'ingress', tier: 0, at: 0, removed: 1, inserted: [] }]);
    const again = without.changeRules([{ direction: 'ingress', tier: 0, at: 0, removed: 0, inserted: first === undefined ? [] : [first] }]);
    expect([canReach(without, 'api', 'db'), canReach(again, 'api', 'db')]).toEqual([false, true]);
    expect([...again.view.programs.ingress.ofClass]).toEqual([...live.view.programs.ingress.ofClass]);
  });

  it('an address set that is known by content is worked in, another and a new name of a port are compiled anew', () => {
    const counters = newCounters(); const live = openLive(shop(), counters);
    const insert = (inserted: Rule): LiveView => live.changeRules([{ direction: 'ingress', tier: 0, at: 0, removed: 0, inserted: [inserted] }]);
    expect(canReach(insert(rule('allow', appIs('db'), { peers: [{ inside: cidr('10.0.0.0/25'), element: 0 }] })), 'web', 'db')).toBe(true);
    expect(counters.recompiles).toBe(0);
    expect(canReach(insert(rule('allow', appIs('db'), { peers: [{ inside: cidr('10.0.0.119/32'), element: 0 }] })), 'web', 'db')).toBe(true);
    expect(counters.recompiles).toBe(1);
    insert(rule('allow', appIs('db'), { traffic: [{ kind: 'named', name: 'sql', protocol: 'TCP', element: 0 }] }));
    expect(counters.recompiles).toBe(2);
  });

  it('rules that come and go for long are compiled anew now and then', () => {
    const counters = newCounters(); let live = openLive(shop(), counters);
    for (let change = 0; change < 200; change += 1) live = live.changeRules([{ direction: 'ingress', tier: 0, at: 0, removed: 1, inserted: [rule('allow', appIs('db'), { peers: fromApp('api'), traffic: tcp(change + 1) })] }]);
    expect(counters.recompiles).toBeGreaterThan(1);
    expect(counters.recompiles).toBeLessThan(5);
    expect(canReach(live, 'api', 'db')).toBe(true);
  });

  it('questions of what if, asked of one version over and over, leave it fast', () => {
    const counters = newCounters(); const live = openLive(shop(), counters);
    for (let change = 0; change < 5000; change += 1) live.changeRules([{ direction: 'ingress', tier: 0, at: 0, removed: 1, inserted: [rule('allow', appIs('db'), { peers: fromApp('web'), traffic: tcp(change % 9 + 1) })] }]);
    expect(counters.recompiles).toBe(1);
    expect(canReach(live, 'api', 'db')).toBe(true);
  });
});

it('a live view answers as a compiled one before any change', () => {
  const firewalls = shop(); const live = openLive(firewalls); const view = compile(firewalls);
  for (const { index: from } of firewalls.endpoints) for (const { index: to } of firewalls.endpoints) {
    expect(pairBounds(live.view, { kind: 'endpoint', index: from }, { kind: 'endpoint', index: to })).toEqual(pairBounds(view, { kind: 'endpoint', index: from }, { kind: 'endpoint', index: to }));
  }
});
