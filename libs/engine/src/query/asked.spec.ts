import { expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import { connections } from '../model/connection-set.ts';
import type { TrafficQuestion } from '../model/question.ts';
import { randomFirewalls } from '../testing/random-firewalls.ts';
import { ask } from './asked.ts';

const port = (number: number, text = ''): TrafficQuestion => ({ kind: 'fixed', connections: connections('TCP', number), text });

it('what was computed for some traffic is kept while a hundred others are asked about', () => {
  const view = compile(randomFirewalls(1)); const { sets } = ask(view, port(1));
  for (let number = 2; number <= 100; number += 1) ask(view, port(number));
  expect(ask(view, port(1, 'written otherwise')).sets).toBe(sets);
});

it('what was not asked about for longest makes room first', () => {
  const view = compile(randomFirewalls(1)); const first = ask(view, port(1)).sets; const second = ask(view, port(2)).sets;
  for (let number = 3; number <= 256; number += 1) ask(view, port(number));
  expect(ask(view, port(1)).sets).toBe(first);
  ask(view, port(257));
  expect(ask(view, port(1)).sets).toBe(first);
  expect(ask(view, port(2)).sets).not.toBe(second);
});

it('traffic with many sets takes the room of more', () => {
  const view = compile(randomFirewalls(1)); const first = ask(view, port(1)).sets;
  for (let number = 2; number <= 7; number += 1) { const { sets } = ask(view, port(number)); for (let other = 1; other <= 4000; other += 1) sets.idOf(connections('UDP', other)); }
  expect(ask(view, port(1)).sets).not.toBe(first);
});
