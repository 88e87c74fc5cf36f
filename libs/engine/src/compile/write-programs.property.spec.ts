import { expect, it } from 'vitest';
import { prepare } from './compile.ts';
import { profile } from './profiles.ts';
import { createRuleWriter, write } from './programs.ts';
import { writePrograms } from './write-programs.ts';
import { forSeeds } from '../testing/for-seeds.ts';
import { randomFirewalls } from '../testing/random-firewalls.ts';

it('the program of each class is what the rules in front of it say, one by one', () => {
  let entries = 0; let shared = 0;
  forSeeds(200, (seed) => {
    const firewalls = randomFirewalls(seed, { pods: 14 }); const parts = prepare(firewalls);
    for (const direction of ['egress', 'ingress'] as const) {
      const { starts, ofClass, peers, actions, bounds, traffic, uncertain } = writePrograms(firewalls, direction, parts);
      const { rulesOf, ofClass: profileOf } = profile(firewalls.tiers[direction], parts); const writeRule = createRuleWriter(direction, parts);
      const texts = new Set<string>();
      for (let id = 0; id < parts.classes.count; id += 1) {
        const expected = write(rulesOf(profileOf[id]!), direction === 'ingress' ? parts.classes.traits[id]!.ports : 0, writeRule);
        const program = ofClass[id]!; const own = { peers, actions, bounds, traffic };
        const found = Object.fromEntries(Object.entries(own).map(([name, column]) => [name, [...column.subarray(starts[program], starts[program + 1])]]));
        // Sets of narrowed peers are numbered anew by each writer.
        const named = (ids: readonly number[] | undefined): string[] => (ids ?? []).map((set) => (set === 0 ? 'any' : parts.peerSets.membersOf(set).join()));
        expect({ ...found, peers: named(found['peers']) }).toEqual({ ...expected, peers: named(expected.peers) });
        expect(uncertain[program]).toBe(expected.bounds.some((bound) => bound !== 0) ? 1 : 0);
        entries += expected.peers.length;
        texts.add(JSON.stringify(found));
      }
      expect(starts.length - 1).toBe(texts.size);
      shared += parts.classes.count - texts.size;
    }
  });
  expect(Math.min(entries, shared)).toBeGreaterThan(500);
});
