import { intersect, invariant, parseTraffic, union } from '@postern/engine';
import type { ConnectionSet } from '@postern/engine';
import { expect, it } from 'vitest';
import { setData } from './set-data.ts';

function connections(text: string, family?: 4): ConnectionSet {
  const traffic = parseTraffic(text, {});
  invariant(traffic?.kind === 'fixed', 'E-5D0B', `${text} is a set`);
  return family === undefined ? traffic.connections : intersect(traffic.connections, IPV4);
}

const LANE = 65_536;
const IPV4 = [0, LANE - 1, 2 * LANE, 3 * LANE - 1];
const ALL_PORTS = union(connections('tcp'), connections('udp'));
const IPV4_PORTS = intersect(ALL_PORTS, IPV4);

it('gives one object for one set of one universe, so that rows that share a set share its data', () => {
  const set = connections('tcp/80');
  expect(setData(set, ALL_PORTS)).toBe(setData(set, ALL_PORTS));
  expect(setData([], ALL_PORTS)).toBe(setData([], IPV4_PORTS));
});

it('tells the same set by each universe that it is asked for', () => {
  const set = connections('tcp/80', 4);
  const told = (): readonly unknown[] => [ALL_PORTS, IPV4_PORTS, set].map((universe) => { const { text, isAll, rules } = setData(set, universe); return [text, isAll, rules[0]?.families]; });
  expect(told()).toEqual([['IPv4 TCP 80', false, ['IPV4']], ['TCP 80', false, ['IPV4']], ['ALL', true, ['IPV4']]]);
  expect(told()).toEqual([['IPv4 TCP 80', false, ['IPV4']], ['TCP 80', false, ['IPV4']], ['ALL', true, ['IPV4']]]);
});

it('says nothing of an empty set but that it is empty', () => {
  for (const universe of [ALL_PORTS, []]) expect(setData([], universe)).toEqual({ isAll: false, isEmpty: true, rules: [], text: '' });
});

it('shows in full what lies outside of the universe', () => {
  expect(setData(connections('icmp/8/0'), ALL_PORTS)).toMatchObject({ isAll: false, isEmpty: false, text: 'ICMP 8/0', rules: [{ protocol: 'ICMP', icmp: [{ type: 8, code: 0 }] }] });
});
