import { expect, it } from 'vitest';
import { forSeeds } from '../../testing/for-seeds.ts';
import { randomFirewalls } from '../../testing/random-firewalls.ts';
import { endpointTable } from './collect.ts';
import { podsAt, withEndpoints } from './table.ts';

it('columns give back the endpoints that were put into them, one by one and in every form of a walk', () => {
  forSeeds(100, (seed) => {
    const endpoints = [...randomFirewalls(seed).endpoints];
    const table = endpointTable(endpoints);
    expect([...table]).toEqual(endpoints);
    expect(endpoints.map((_, index) => table.at(index))).toEqual(endpoints);
    expect([...table.entries()]).toEqual([...endpoints.entries()]);
    expect(table.map(({ ref }) => ref)).toEqual(endpoints.map(({ ref }) => ref));
    expect(table.flatMap(({ ports }) => ports)).toEqual(endpoints.flatMap(({ ports }) => ports));
    expect(table.filter(({ isHost }) => isHost)).toEqual(endpoints.filter(({ isHost }) => isHost));
    expect(table.findIndex(({ isHost }) => isHost)).toBe(endpoints.findIndex(({ isHost }) => isHost));
    expect(table.find(({ isHost }) => isHost)).toEqual(endpoints.find(({ isHost }) => isHost));
    expect(table.some(({ kind }) => kind === 'node')).toBe(endpoints.some(({ kind }) => kind === 'node'));
    expect(endpoints.map((_, index) => podsAt(table, index))).toEqual(endpoints.map(({ pods }) => pods));
  });
});

it('there is nothing before the first position and past the last', () => {
  const table = endpointTable(randomFirewalls(1).endpoints);
  expect([table.at(-1), table.at(table.length)]).toEqual([undefined, undefined]);
});

it('endpoints that are added stand after the others', () => {
  forSeeds(20, (seed) => {
    const endpoints = [...randomFirewalls(seed).endpoints]; const more = [...randomFirewalls(seed + 1).endpoints];
    expect([...withEndpoints(endpointTable(endpoints), more)]).toEqual([...endpoints, ...more]);
  });
});

it('a name that its reference does not end with, and what has no name, are kept', () => {
  const [endpoint] = [...randomFirewalls(3).endpoints];
  if (endpoint === undefined) throw new RangeError('an empty world');
  const odd = [{ ...endpoint, index: 0, name: 'something else' }, { ...endpoint, index: 1, name: '', ref: 'é–∑' }, { ...endpoint, index: 2, addresses: [{ family: 6 as const, value: (1n << 127n) | 5n }, { family: 4 as const, value: 0xffff_ffff }] }];
  expect([...endpointTable(odd)]).toEqual(odd);
});
