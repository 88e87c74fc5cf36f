import { expect, it } from 'vitest';
import { loadView } from '../binary/load-view.ts';
import { packView } from '../binary/pack-view.ts';
import { compile } from '../compile/compile.ts';
import { newCounters } from '../compile/counters.ts';
import { extendView } from '../compile/extend-view.ts';
import type { View } from '../compile/view.ts';
import { explainBounds } from '../explain/bounds.ts';
import { equalSets } from '../model/connection-set.ts';
import type { Firewalls } from '../model/firewalls.ts';
import { InvariantError } from '../model/invariant.ts';
import type { PairEnd, Selection } from '../model/question.ts';
import { NO_ADDRESSES } from '../model/address.ts';
import { matrixOf } from '../query/matrix.ts';
import { pairBounds } from '../query/pair-bounds.ts';
import { reachableFrom, whoCanReach } from '../query/set-questions.ts';
import { totalsOf } from '../query/totals.ts';
import { forSeeds } from '../testing/for-seeds.ts';
import { crowdedFirewalls, kindredWorld, randomEndpoints, randomRules } from '../testing/random-changes.ts';
import { allEnds, randomFirewalls } from '../testing/random-firewalls.ts';
import { createRandom, type Random } from '../testing/random.ts';
import { tiersAfter } from './change-rules.ts';
import { openLive, type LiveView } from './live.ts';

/** The Firewalls of a live view as a plain list, which nothing that was kept can hide in. */
const plainly = ({ view: { firewalls } }: LiveView): Firewalls => ({ ...firewalls, endpoints: [...firewalls.endpoints] });

const worldOf = (random: Random, seed: number): Firewalls => (random.chance(0.6) ? crowdedFirewalls(random, seed) : randomFirewalls(seed));

/** One random change, as the live view works it in and as plain Firewalls. */
function change(random: Random, live: LiveView, seed: number): { readonly next: LiveView; readonly expected: Firewalls } {
  const firewalls = plainly(live); const other = kindredWorld(random, firewalls, seed);
  if (random.chance(0.5)) {
    const { removed, added } = randomEndpoints(random, firewalls, other);
    const endpoints = [...[...firewalls.endpoints].filter(({ index }) => !removed.includes(index)), ...added].sort((a, b) => (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0)).map((endpoint, index) => ({ ...endpoint, index }));
    return { next: live.changeEndpoints({ removed, added }), expected: { ...firewalls, endpoints } };
  }
  const changes = randomRules(random, firewalls, random.chance(0.15) ? randomFirewalls(seed) : other);
  return { next: live.changeRules(changes), expected: { ...firewalls, tiers: tiersAfter(firewalls.tiers, changes) } };
}

/** An assertion per pair would cost more than the pair. */
function firstDifference(view: View, anew: View, ends: readonly PairEnd[]): unknown {
  for (const from of ends) for (const to of ends) {
    if (from.kind === 'address' && to.kind === 'address') continue;
    const live = pairBounds(view, from, to); const plain = pairBounds(anew, from, to);
    if (!equalSets(live.surely, plain.surely) || !equalSets(live.possibly, plain.possibly)) return { from, to, live, plain };
  }
  return null;
}

function questions(view: View, random: Random): unknown {
  const { endpoints } = view.firewalls;
  const subject: Selection = { ref: 'subject', endpoints: [...endpoints].flatMap(({ index }) => (random.chance(0.3) ? [index] : [])), external: random.chance(0.3) ? { ipv4: [0, 0x0a00_0005], ipv6: [] } : NO_ADDRESSES, caveats: [] };
  const side = { groupBy: 'namespace' as const, offset: 0, limit: Infinity };
  return [
    whoCanReach(view, { to: subject, traffic: null, groupBy: 'pod' }), reachableFrom(view, { from: subject, traffic: null, groupBy: 'workload' }),
    totalsOf(view, null), matrixOf(view, { rows: side, columns: side, traffic: null }),
    totalsOf(view, { kind: 'named', name: 'http', protocol: 'TCP', text: 'http/TCP' }),
  ];
}

it('after any changes every pair has the bounds that compiling anew gives, and few of them need it', () => {
  const counters = newCounters(); let changes = 0;
  forSeeds(100, (seed) => {
    const random = createRandom(seed);
    let live = openLive(worldOf(random, seed), counters);
    for (let step = 0; step < 6; step += 1) {
      const { next, expected } = change(random, live, seed + step + 1);
      expect(plainly(next)).toEqual(expected);
      expect(firstDifference(next.view, compile(expected), allEnds(expected))).toBeNull();
      live = next;
      changes += 1;
    }
  });
  expect(counters.recompiles / changes).toBeLessThan(0.35);
  expect(counters.classesSplit / changes).toBeGreaterThan(0.02);
  expect(counters.classesAdded / changes).toBeGreaterThan(0.2);
}, 120_000);

it('after any changes every question has the answer that compiling anew gives', () => {
  forSeeds(50, (seed) => {
    const random = createRandom(seed);
    let live = openLive(worldOf(random, seed));
    for (let step = 0; step < 5; step += 1) {
      live = change(random, live, seed + step + 1).next;
      expect(questions(live.view, createRandom(seed + step))).toEqual(questions(compile(plainly(live)), createRandom(seed + step)));
    }
  });
}, 120_000);

it('after any changes sampled pairs have the bounds that the plain evaluator gives', () => {
  forSeeds(80, (seed) => {
    const random = createRandom(seed);
    let live = openLive(worldOf(random, seed));
    for (let step = 0; step < 6; step += 1) live = change(random, live, seed + step + 1).next;
    const firewalls = plainly(live); const ends = allEnds(firewalls);
    if (ends.length === 0) return;
    for (let sample = 0; sample < 60; sample += 1) {
      const from = random.pick(ends); const to = random.pick(ends);
      if (from.kind === 'address' && to.kind === 'address') continue;
      expect(pairBounds(live.view, from, to)).toEqual(explainBounds(firewalls, from, to));
    }
  });
}, 120_000);

it('earlier versions, and others that came out of the same one, answer as before', () => {
  forSeeds(40, (seed) => {
    const random = createRandom(seed);
    const versions = [openLive(worldOf(random, seed))];
    for (let step = 0; step < 8; step += 1) versions.push(change(random, random.pick(versions), seed + step + 1).next);
    for (const live of random.shuffled(versions)) {
      const firewalls = plainly(live);
      expect(firstDifference(live.view, compile(firewalls), allEnds(firewalls))).toBeNull();
    }
  });
}, 120_000);

const noDirectory = (): never => { throw new InvariantError('E-6B2F', 'a random world has no directory'); };

it('a version that was packed and loaded answers every question as compiling anew does, whatever came out of others meanwhile', () => {
  forSeeds(40, (seed) => {
    const random = createRandom(seed);
    const versions = [openLive(worldOf(random, seed))];
    for (let step = 0; step < 5; step += 1) versions.push(change(random, random.pick(versions), seed + step + 1).next);
    for (const live of random.shuffled(versions)) {
      const firewalls = plainly(live); const view = loadView(packView(live.view), noDirectory);
      expect([...view.firewalls.endpoints]).toEqual(firewalls.endpoints);
      expect(view.firewalls.tiers).toEqual(firewalls.tiers);
      expect(firstDifference(view, compile(firewalls), allEnds(firewalls))).toBeNull();
      expect(questions(view, createRandom(seed))).toEqual(questions(compile(firewalls), createRandom(seed)));
    }
  });
}, 120_000);

it('a pod that a question adds to a changed view is seen as where all is compiled anew', () => {
  forSeeds(40, (seed) => {
    const random = createRandom(seed);
    let live = openLive(worldOf(random, seed));
    for (let step = 0; step < 4; step += 1) live = change(random, live, seed + step + 1).next;
    const firewalls = plainly(live); const [model] = randomFirewalls(seed + 9).endpoints;
    if (model === undefined) return;
    const added = { ...model, ref: 'pod:supposed', index: firewalls.endpoints.length };
    const whole = { ...firewalls, endpoints: [...firewalls.endpoints, added] };
    for (const view of [live.view, loadView(packView(live.view), noDirectory)]) expect(firstDifference(extendView(view, [added]), compile(whole), allEnds(whole))).toBeNull();
  });
}, 120_000);
