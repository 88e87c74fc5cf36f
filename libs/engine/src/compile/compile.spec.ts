import { expect, it } from 'vitest';
import { connections } from '../model/connection-set.ts';
import { appIs, cidr, firewallsOf, isolated, nodeNamed, podNamed, rule } from '../testing/build-firewalls.ts';
import { forSeeds } from '../testing/for-seeds.ts';
import { randomFirewalls } from '../testing/random-firewalls.ts';
import { externalClassOf } from './address-atoms.ts';
import { compile } from './compile.ts';
import { newCounters } from './counters.ts';

const replicas = (count: number, label: (index: number) => Record<string, string>): ReturnType<typeof podNamed>[] => (
  Array.from({ length: count }, (_, index) => podNamed(`p${String(index)}`, { labels: label(index), ips: [`10.1.${String(index >> 8)}.${String(index & 255)}`] }))
);

it('replicas are one class however many labels of their own they have, as long as no rule names one', () => {
  const pods = replicas(500, (index) => ({ app: 'db', pod: `db-${String(index)}` }));
  expect(compile(firewallsOf(pods, { ingress: [isolated(appIs('db'))] })).classes.count).toBe(1);
  const named = rule('allow', { op: 'in', key: 'pod', values: ['db-7'] });
  expect(compile(firewallsOf(pods, { ingress: [named, isolated(appIs('db'))] })).classes.count).toBe(2);
});

it('a port name tells endpoints apart only where a rule uses it', () => {
  const pods = [podNamed('a', { labels: { app: 'x' }, ports: [{ name: 'http', protocol: 'TCP', port: 80 }] }), podNamed('b', { labels: { app: 'x' }, ports: [{ name: 'http', protocol: 'TCP', port: 81 }] })];
  expect(compile(firewallsOf(pods, { ingress: [isolated(appIs('x'))] })).classes.count).toBe(1);
  const byName = rule('allow', appIs('x'), { traffic: [{ kind: 'named', name: 'http', protocol: 'TCP', element: 0 }] });
  expect(compile(firewallsOf(pods, { ingress: [byName, isolated(appIs('x'))] })).classes.count).toBe(2);
});

it('an address set tells the endpoints inside it from those outside', () => {
  const pods = replicas(300, () => ({ app: 'x' }));
  const block = rule('allow', appIs('y'), { peers: [{ inside: cidr('10.1.0.0/24'), element: 0 }] });
  const view = compile(firewallsOf(pods, { ingress: [block, isolated(appIs('y'))] }));
  expect(view.classes.count).toBe(2);
  expect([...view.classes.ofEndpoint].filter((id) => id === 0)).toHaveLength(256);
});

it('addresses are cut where rules cut them, and parts in the same sets are one external class', () => {
  const around = rule('allow', appIs('x'), { peers: [{ inside: { ipv4: [10, 19, 30, 39], ipv6: [] }, element: 0 }] });
  const { atoms } = compile(firewallsOf([podNamed('x')], { ingress: [around] }));
  expect(atoms.ranges.filter(({ family }) => family === 4).map(({ first, last }) => [first, last])).toEqual([[0, 9], [10, 19], [20, 29], [30, 39], [40, 0xffff_ffff]]);
  expect(atoms.ranges.filter(({ family }) => family === 6)).toHaveLength(1);
  expect(externalClassOf(atoms, { family: 4, value: 10 })).toBe(externalClassOf(atoms, { family: 4, value: 39 }));
  expect(externalClassOf(atoms, { family: 4, value: 9 })).toBe(externalClassOf(atoms, { family: 4, value: 20 }));
  expect(externalClassOf(atoms, { family: 4, value: 9 })).not.toBe(externalClassOf(atoms, { family: 4, value: 10 }));
  expect(atoms.classCount).toBe(3);
});

it('equal rules behind different policies share one program', () => {
  const policy = (app: string): readonly ReturnType<typeof rule>[] => [rule('allow', appIs(app), { peers: [{ labels: appIs('front'), element: 0 }], traffic: [{ kind: 'fixed', connections: connections('TCP', 80), element: 0 }] }), isolated(appIs(app))];
  const counters = newCounters();
  compile(firewallsOf([podNamed('a'), podNamed('b'), podNamed('front')], { ingress: [...policy('a'), ...policy('b')] }), counters);
  // One for both back ends, one for the front end and all senders, which nothing stands in front of, per direction.
  expect(counters.programs).toBe(3);
});

it('the work of compiling grows with distinct workloads and not with their replicas', () => {
  const count = (size: number): ReturnType<typeof newCounters> => {
    const counters = newCounters();
    compile(firewallsOf([...replicas(size, () => ({ app: 'x' })), nodeNamed('n1')], { ingress: [rule('allow', appIs('x'), { peers: [{ host: 'local', element: 0 }] }), isolated(appIs('x'))] }), counters);
    return counters;
  };
  expect(count(200)).toEqual(count(20));
});

it('endpoints that an expression perhaps matches are told from those that it surely does not', () => {
  const unknown = (name: string): ReturnType<typeof podNamed> => podNamed(name, { unknownLabelPrefix: '@namespace:' });
  const both = rule('deny', { op: 'and', of: [appIs('x'), { op: 'in', key: '@namespace:team', values: ['red'] }] });
  const { classes } = compile(firewallsOf([unknown('x'), unknown('y')], { ingress: [both] }));
  expect(classes.count).toBe(2);
});

it('every endpoint is in one class, and every condition holds for whole classes', () => {
  forSeeds(100, (seed) => {
    const firewalls = randomFirewalls(seed);
    const { classes } = compile(firewalls);
    expect(classes.ofEndpoint).toHaveLength(firewalls.endpoints.length);
    for (const endpoint of firewalls.endpoints) {
      const traits = classes.traits[classes.ofEndpoint[endpoint.index]!]!;
      expect(traits).toMatchObject({ families: endpoint.families, isHost: endpoint.isHost, isGoverned: endpoint.isGoverned, areAddressesKnown: endpoint.areAddressesKnown });
    }
    expect(new Set(classes.ofEndpoint).size).toBe(classes.count);
  });
});
