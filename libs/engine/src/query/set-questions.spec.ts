import { expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import { ALL_PORTS, intersect, ofFamilies } from '../model/connection-set.ts';
import { appIs, cidr, firewallsOf, isolated, nodeNamed, podNamed, rule, select } from '../testing/build-firewalls.ts';
import { connectionsOf, omittedFromList } from './connections-of.ts';
import { reachableFrom, whoCanReach } from './set-questions.ts';

const replica = (name: string, workload: string): ReturnType<typeof podNamed> => podNamed(name, { labels: { app: workload }, workload: `deploy:shop/${workload}`, owner: `rs:shop/${workload}-1` });

const firewalls = firewallsOf([replica('a', 'web'), replica('b', 'web'), replica('c', 'db'), podNamed('x', { namespace: 'lab', ref: 'pod:lab/x', workload: 'pod:lab/x', owner: 'pod:lab/x' }), nodeNamed('n1')], {
  ingress: [
    rule('allow', appIs('db'), { peers: [{ labels: appIs('web'), element: 0 }, { inside: cidr('203.0.113.0/24'), element: 1 }, { inside: cidr('203.0.114.0/24'), element: 2 }] }),
    isolated(appIs('db')),
  ],
});
const view = compile(firewalls);

it('rows are groups by namespace and reference, then external ranges, merged where the answer is equal', () => {
  const rows = whoCanReach(view, { to: select(firewalls, 'c'), traffic: null, groupBy: 'workload' });
  expect(rows.map(({ peer }) => peer)).toEqual([
    { ref: 'deploy:shop/web', kind: 'workload', namespace: 'shop', pods: 2, range: null },
    { ref: 'ip:203.0.113.0-203.0.114.255', kind: 'range', namespace: '', pods: 0, range: { family: 4, first: 0xcb00_7100, last: 0xcb00_72ff } },
  ]);
  expect(rows[0]?.reachability.pairs).toMatchObject({ total: 2, allowed: 2 });
});

it('ranges are not cut at addresses of pods inside them', () => {
  const rows = whoCanReach(view, { to: select(firewalls, 'x'), traffic: null, groupBy: 'pod' });
  expect(rows.map(({ peer }) => peer.ref)).toEqual(['node:n1', 'pod:shop/a', 'pod:shop/b', 'pod:shop/c', 'ip:0.0.0.0/0']);
});

it('groups follow the grouping, and a pod is no peer of itself', () => {
  const refs = (groupBy: 'pod' | 'owner' | 'namespace'): readonly string[] => reachableFrom(view, { from: select(firewalls, 'a'), traffic: null, groupBy }).map(({ peer }) => peer.ref);
  expect(refs('pod')).toEqual(['node:n1', 'pod:lab/x', 'pod:shop/b', 'pod:shop/c', 'ip:0.0.0.0/0']);
  expect(refs('owner')).toEqual(['node:n1', 'pod:lab/x', 'rs:shop/db-1', 'rs:shop/web-1', 'ip:0.0.0.0/0']);
  expect(refs('namespace')).toEqual(['node:n1', 'ns:lab', 'ns:shop', 'ip:0.0.0.0/0']);
});

it('the whole list has workloads and ranges, in order, and counts the nodes that it leaves out', () => {
  const rows = [...connectionsOf(view, { groupBy: 'workload' })].map(({ from, to }) => `${from.ref} ${to.ref}`);
  expect(rows).toEqual([
    'pod:lab/x deploy:shop/web', 'pod:lab/x ip:0.0.0.0/0',
    'deploy:shop/db pod:lab/x', 'deploy:shop/db deploy:shop/web', 'deploy:shop/db ip:0.0.0.0/0',
    'deploy:shop/web pod:lab/x', 'deploy:shop/web deploy:shop/db', 'deploy:shop/web deploy:shop/web', 'deploy:shop/web ip:0.0.0.0/0',
    'ip:0.0.0.0/0 pod:lab/x', 'ip:0.0.0.0/0 deploy:shop/web', 'ip:203.0.113.0-203.0.114.255 deploy:shop/db',
  ]);
  expect(omittedFromList(view)).toEqual({ nodes: 1 });
});

it('the list is made row by row: its first rows cost no more than folding each firewall once', () => {
  const many = firewallsOf(Array.from({ length: 200 }, (_, index) => podNamed(`p${String(index)}`, { labels: { app: `w${String(index)}` } })), { ingress: Array.from({ length: 200 }, (_, index) => isolated(appIs(`w${String(index)}`))).slice(0, 100) });
  const large = compile(many);
  const [first] = connectionsOf(large, { groupBy: 'pod' });
  expect(first?.from.ref).toBe('pod:shop/p0');
  expect(large.counters.rows).toBe(large.programs.egress.count + large.programs.ingress.count);
  expect(large.counters.rows).toBe(3);
});

it('a question with a port lists who has it, with the part that was asked for', () => {
  const [row] = whoCanReach(view, { to: select(firewalls, 'c'), traffic: { kind: 'fixed', connections: [80, 80], text: 'tcp/80' }, groupBy: 'workload' });
  expect(row?.reachability).toMatchObject({ verdict: 'ALLOWED', allowed: [80, 80], universe: intersect(ALL_PORTS, ofFamilies(1)) });
});

it('PD-1 of two nodes that no rule tells apart only the own one of a pod is listed for it', () => {
  const own = rule('allow', appIs('a'), { peers: [{ host: 'local', element: null }] });
  const nodes = firewallsOf([podNamed('a', { node: 'n2' }), ...['n1', 'n2', 'n3'].map((name) => ({ ...nodeNamed(name), addresses: [] }))], { ingress: [own, isolated(appIs('a'))] });
  expect(whoCanReach(compile(nodes), { to: select(nodes, 'a'), traffic: null, groupBy: 'workload' }).map(({ peer }) => peer.ref)).toEqual(['node:n2']);
});
