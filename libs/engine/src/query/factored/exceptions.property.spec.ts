import { expect, it } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { forSeeds } from '../../testing/for-seeds.ts';
import { randomFirewalls } from '../../testing/random-firewalls.ts';
import { boundsOfClasses } from '../class-pair.ts';
import { exceptionsOf } from './exceptions.ts';
import { factoredRules, kindOfPair } from './factored-rules.ts';

it('a pair of classes has the bounds of their looks, or stands among the exceptions with bounds of its own', () => {
  let found = 0; let uncertain = 0;
  forSeeds(200, (seed) => {
    const view = compile(randomFirewalls(seed, { pods: 14 })); const { count } = view.classes;
    const rules = factoredRules(view); const exceptions = exceptionsOf(view, rules); const { kinds, senders, receivers, regions: { ofSlot } } = rules;
    const boundsOf = (kind: number): unknown => ({ lower: kinds.lowers[kind], upper: kinds.uppers[kind] });
    for (let sender = 0; sender < count; sender += 1) {
      const list = exceptions.of(sender); const own = new Map<number, number>();
      for (let at = list.start; at < list.end; at += 1) {
        expect(list.usual[at]).not.toBe(list.actual[at]);
        expect(own.has(list.receivers[at]!)).toBe(false);
        own.set(list.receivers[at]!, list.actual[at]!);
      }
      for (let receiver = 0; receiver < count; receiver += 1) {
        const usual = rules.usual(senders.towards[senders.ofClass[sender]!]![ofSlot[receiver]!]!, receivers.towards[receivers.ofClass[receiver]!]![ofSlot[sender]!]!);
        const expected = boundsOfClasses(view, sender, receiver, false);
        expect(boundsOf(own.get(receiver) ?? usual)).toEqual(expected);
        expect(boundsOf(kindOfPair(view, rules, sender, receiver, true))).toEqual(boundsOfClasses(view, sender, receiver, true));
        if (expected.lower !== expected.upper) uncertain += 1;
      }
      found += own.size;
    }
  });
  expect(found).toBeGreaterThan(200);
  expect(uncertain).toBeGreaterThan(200);
});

it('what depends on rules alone is kept by them, for views that share them', () => {
  const view = compile(randomFirewalls(7, { pods: 14 })); const again = { ...view };
  expect(factoredRules(again)).toBe(factoredRules(view));
  const before = view.counters.exceptionPairs;
  exceptionsOf(view, factoredRules(view));
  const first = view.counters.exceptionPairs;
  exceptionsOf(again, factoredRules(again));
  expect(first).toBeGreaterThan(before);
  expect(view.counters.exceptionPairs).toBe(first);
});
