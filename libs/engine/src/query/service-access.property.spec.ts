import { expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import { explainBounds } from '../explain/bounds.ts';
import { NO_ADDRESSES } from '../model/address.ts';
import { connections, EMPTY, intersect, isEmptySet, ofFamilies, union, type ConnectionSet } from '../model/connection-set.ts';
import type { ServiceBackend, ServiceFacts } from '../model/directory.ts';
import type { Firewalls } from '../model/firewalls.ts';
import type { Selection, TrafficQuestion } from '../model/question.ts';
import { forSeeds } from '../testing/for-seeds.ts';
import { randomFirewalls } from '../testing/random-firewalls.ts';
import { createRandom, type Random } from '../testing/random.ts';
import { canReach } from './can-reach.ts';
import { whoCanReach } from './set-questions.ts';

function randomService(random: Random, { endpoints }: Firewalls): ServiceFacts {
  const ports = random.times(1, 3, (index) => ({ name: `p${String(index)}`, protocol: random.pick(['TCP', 'UDP'] as const), port: 1000 + index }));
  const backends = random.some([...endpoints], 0.4).map(({ index }): ServiceBackend => ({ end: index, families: random.pick([1, 2, 3, 3, 3] as const), targets: ports.map(() => (random.chance(0.15) ? null : 80 + random.below(4))) }));
  return { resource: { group: '', kind: 'Service', namespace: 'a', name: 's' }, kind: 'translated', externalName: null, families: random.pick([1, 3, 3] as const), ports, backends, total: backends.length, ready: backends.length, gap: null };
}

/** What one sender has of the Service at one backend, port by port and family by family. */
function seenPlainly(firewalls: Firewalls, facts: ServiceFacts, from: number, backend: ServiceBackend): { readonly asked: ConnectionSet; readonly surely: ConnectionSet; readonly possibly: ConnectionSet } {
  const to = backend.end as number;
  const bounds = explainBounds(firewalls, { kind: 'endpoint', index: from }, { kind: 'endpoint', index: to, isThroughService: true });
  const families = ofFamilies((facts.families & backend.families & firewalls.endpoints.at(from)!.families & firewalls.endpoints.at(to)!.families) as 0 | 1 | 2 | 3);
  let asked = EMPTY; let surely = EMPTY; let possibly = EMPTY;
  for (const [position, { protocol, port }] of facts.ports.entries()) for (const family of [4, 6] as const) {
    const target = backend.targets[position] ?? null;
    const own = intersect(connections(protocol, port, port, family), families);
    if (target === null) continue;
    const there = connections(protocol, target, target, family);
    asked = union(asked, own);
    if (!isEmptySet(intersect(bounds.surely, there))) surely = union(surely, own);
    if (!isEmptySet(intersect(bounds.possibly, there))) possibly = union(possibly, own);
  }
  return { asked, surely, possibly };
}

it('PD-15 an answer through a Service is what each pair has at the port behind it', () => {
  forSeeds(150, (seed) => {
    const firewalls = randomFirewalls(seed); const random = createRandom(seed);
    const facts = randomService(random, firewalls);
    const view = compile(firewalls);
    const ends = facts.backends.map(({ end }) => end as number);
    const to: Selection = { ref: 'svc:a/s', endpoints: ends, external: NO_ADDRESSES, caveats: [], service: { facts, named: null } };
    const rows = new Map(whoCanReach(view, { to, traffic: null, groupBy: 'pod' }).map(({ peer, reachability }) => [peer.ref, reachability]));
    for (const { index, ref } of random.some([...firewalls.endpoints], 0.5)) {
      const pairs = facts.backends.filter(({ targets }) => targets.some((target) => target !== null)).map((backend) => seenPlainly(firewalls, facts, index, backend));
      const from: Selection = { ref, endpoints: [index], external: NO_ADDRESSES, caveats: [] };
      const answer = canReach(view, { from, to, traffic: null });
      const surely = pairs.map((pair) => pair.surely).reduce(union, EMPTY); const possibly = pairs.map((pair) => pair.possibly).reduce(union, EMPTY);
      expect(union(union(answer.allowed, answer.partial), answer.undecided), ref).toEqual(possibly);
      expect(intersect(union(answer.allowed, answer.partial), surely), ref).toEqual(union(answer.allowed, answer.partial));
      if (pairs.length > 0 && pairs.every((pair) => isEmptySet(pair.possibly))) expect(answer.verdict).toBe('DENIED');
      if (rows.has(ref)) expect(rows.get(ref), ref).toEqual(answer); else expect(isEmptySet(possibly), ref).toBe(true);
    }
  });
});

it('one port of a Service is the same question as its target port at the backends', () => {
  forSeeds(80, (seed) => {
    const firewalls = randomFirewalls(seed); const random = createRandom(seed);
    const facts = randomService(random, firewalls);
    const view = compile(firewalls);
    const target = 80 + random.below(4);
    const [port] = facts.ports;
    const same: ServiceFacts = { ...facts, families: 3, ports: facts.ports.slice(0, 1), backends: facts.backends.map(({ end }) => ({ end, families: 3, targets: [target] })) };
    const ends = same.backends.map(({ end }) => end as number);
    const senders = firewalls.endpoints.map(({ index }) => index).filter((index) => !ends.includes(index));
    if (ends.length === 0 || senders.length === 0) return;
    const from: Selection = { ref: 'some', endpoints: senders, external: NO_ADDRESSES, caveats: [] };
    const pods: Selection = { ref: 'pods', endpoints: ends, external: NO_ADDRESSES, caveats: [] };
    const ask = (number: number): TrafficQuestion => ({ kind: 'fixed', connections: connections(port!.protocol, number), text: '' });
    const direct = canReach(view, { from, to: pods, traffic: ask(target) });
    const through = canReach(view, { from, to: { ...pods, service: { facts: same, named: null } }, traffic: ask(port!.port) });
    expect({ verdict: through.verdict, pairs: through.pairs }).toEqual({ verdict: direct.verdict, pairs: direct.pairs });
  });
});
