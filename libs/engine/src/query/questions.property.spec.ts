import { expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import type { View } from '../compile/view.ts';
import type { AddressRange } from '../model/address.ts';
import { setOfRange, NO_ADDRESSES } from '../model/address.ts';
import { explainBounds } from '../explain/bounds.ts';
import { explainPair } from '../explain/explain-pair.ts';
import { connections, union } from '../model/connection-set.ts';
import type { Grouping, Selection, TrafficQuestion } from '../model/question.ts';
import { forSeeds } from '../testing/for-seeds.ts';
import { naiveReachability } from '../testing/naive-reachability.ts';
import { addressesAtBoundaries, randomFirewalls } from '../testing/random-firewalls.ts';
import { createRandom } from '../testing/random.ts';
import type { Peer } from './answers.ts';
import { canReach } from './can-reach.ts';
import { connectionsOf } from './connections-of.ts';
import { reachableFrom, whoCanReach } from './set-questions.ts';

const only = (endpoints: readonly number[]): Selection => ({ ref: 'some', endpoints, external: NO_ADDRESSES, caveats: [] });

const GROUPINGS: readonly Grouping[] = ['pod', 'workload', 'owner', 'namespace'];

/** What a row of a list names, found the slow way. */
function selectionOf(view: View, peer: Peer, groupBy: Grouping): Selection {
  if (peer.range !== null) return { ref: peer.ref, endpoints: [], external: setOfRange(peer.range), caveats: [] };
  const endpoints = view.firewalls.endpoints.filter((endpoint) => {
    switch (groupBy) {
      case 'pod': return endpoint.ref === peer.ref;
      case 'workload': return endpoint.workload === peer.ref;
      case 'owner': return endpoint.owner === peer.ref;
      case 'namespace': return endpoint.ref === peer.ref || (peer.kind === 'namespace' && endpoint.namespace === peer.namespace);
    }
  }).map(({ index }) => index);
  return { ref: peer.ref, endpoints, external: NO_ADDRESSES, caveats: [] };
}

const questions = (seed: number): readonly (TrafficQuestion | null)[] => {
  const port = 80 + (seed % 4);
  return [
    null, { kind: 'fixed', connections: connections('TCP', port), text: `tcp/${String(port)}` },
    { kind: 'fixed', connections: connections('UDP', port, 85), family: 6, text: 'udp' }, { kind: 'fixed', connections: connections('ICMP', 2048, 2303), text: 'icmp/8' },
    { kind: 'named', name: 'http', protocol: 'TCP', text: 'tcp/http' },
  ];
};

it('rows of whoCanReach and reachableFrom are the answers of canReach', () => {
  forSeeds(60, (seed) => {
    const view = compile(randomFirewalls(seed));
    const random = createRandom(seed);
    const groupBy = random.pick(GROUPINGS);
    const endpoints = random.some([...view.firewalls.endpoints], 0.3).map(({ index }) => index);
    const selection: Selection = { ref: 'some', endpoints, external: random.chance(0.5) ? NO_ADDRESSES : { ipv4: [0, 0x0a00_0005], ipv6: [] }, caveats: [] };
    for (const traffic of questions(seed)) {
      for (const { peer, reachability } of whoCanReach(view, { to: selection, traffic, groupBy })) {
        const fixed = peer.range === null ? selection : { ...selection, external: NO_ADDRESSES };
        expect(reachability, peer.ref).toEqual(canReach(view, { from: selectionOf(view, peer, groupBy), to: fixed, traffic }));
      }
      for (const { peer, reachability } of reachableFrom(view, { from: selection, traffic, groupBy })) {
        const fixed = peer.range === null ? selection : { ...selection, external: NO_ADDRESSES };
        expect(reachability, peer.ref).toEqual(canReach(view, { from: fixed, to: selectionOf(view, peer, groupBy), traffic }));
      }
    }
  });
}, 120_000);

it('the whole list is every pair of groups on which canReach finds something', () => {
  forSeeds(60, (seed) => {
    const view = compile(randomFirewalls(seed));
    for (const groupBy of GROUPINGS) {
      const rows = [...connectionsOf(view, { groupBy })];
      const found = new Map(rows.map((row) => [`${row.from.ref} ${row.to.ref}`, row.reachability]));
      expect(found.size).toBe(rows.length);
      const peers = new Map(view.firewalls.endpoints.filter(({ kind }) => kind !== 'node').map((endpoint) => {
        const ref = { pod: endpoint.ref, workload: endpoint.workload, owner: endpoint.owner, namespace: `ns:${endpoint.namespace}` }[groupBy];
        return [ref, { ref, kind: groupBy === 'namespace' ? 'namespace' : 'pod', namespace: endpoint.namespace, pods: 0, range: null } satisfies Peer];
      }));
      for (const from of peers.values()) for (const to of peers.values()) {
        const a = selectionOf(view, from, groupBy); const b = selectionOf(view, to, groupBy);
        if (a.endpoints.length === 1 && from.ref === to.ref) { expect(found.has(`${from.ref} ${to.ref}`)).toBe(false); continue; }
        const answer = canReach(view, { from: a, to: b, traffic: null });
        const isThere = answer.allowed.length + answer.partial.length + answer.undecided.length > 0;
        expect(found.get(`${from.ref} ${to.ref}`), `${from.ref} to ${to.ref}`).toEqual(isThere ? answer : undefined);
      }
    }
  });
}, 120_000);

it('ranges are as long as they can be and cover exactly the addresses with an answer', () => {
  forSeeds(100, (seed) => {
    const view = compile(randomFirewalls(seed));
    for (const { index } of view.firewalls.endpoints) {
      const to: Selection = { ref: 'one', endpoints: [index], external: NO_ADDRESSES, caveats: [] };
      const rows = whoCanReach(view, { to, traffic: null, groupBy: 'pod' }).filter(({ peer }) => peer.range !== null);
      for (const [position, { peer, reachability }] of rows.entries()) {
        const next = rows[position + 1];
        if (next === undefined || !touches(peer.range!, next.peer.range!)) continue;
        expect(reachability, `${peer.ref} and ${next.peer.ref}`).not.toEqual(next.reachability);
      }
      for (const address of addressesAtBoundaries(view.firewalls)) {
        const holder = rows.find(({ peer }) => peer.range?.family === address.family && peer.range.first <= address.value && address.value <= peer.range.last);
        const { surely, possibly } = explainBounds(view.firewalls, { kind: 'address', address }, { kind: 'endpoint', index });
        expect(holder?.reachability.allowed ?? []).toEqual(surely);
        expect(union(holder?.reachability.allowed ?? [], holder?.reachability.undecided ?? [])).toEqual(possibly);
      }
    }
  });
}, 120_000);

const touches = (a: AddressRange, b: AddressRange): boolean => a.family === b.family && BigInt(a.last) + 1n === BigInt(b.first);

it('an answer over many pairs is what counting the pairs one by one gives', () => {
  forSeeds(60, (seed) => {
    const firewalls = randomFirewalls(seed);
    const view = compile(firewalls);
    const random = createRandom(seed + 1);
    const all = firewalls.endpoints.map(({ index }) => index);
    for (const traffic of questions(seed)) for (const [from, to] of [[random.some(all), random.some(all)], [all, all], [[random.pick(all)], all], [[random.pick(all)], [random.pick(all)]]] as const) {
      const want = naiveReachability(firewalls, from, to, traffic);
      if (want.pairs.total === 0) continue;
      expect(canReach(view, { from: only(from), to: only(to), traffic })).toMatchObject(want);
    }
  });
}, 120_000);

it('lists leave out exactly the groups that nothing connects, and stand in order', () => {
  forSeeds(80, (seed) => {
    const firewalls = randomFirewalls(seed);
    const view = compile(firewalls);
    const random = createRandom(seed);
    const { index } = random.pick([...firewalls.endpoints]);
    for (const traffic of questions(seed)) {
      const rows = whoCanReach(view, { to: only([index]), traffic, groupBy: 'pod' }).filter(({ peer }) => peer.range === null).map(({ peer }) => peer);
      const want = firewalls.endpoints.filter((from) => {
        const answer = naiveReachability(firewalls, [from.index], [index], traffic);
        return from.index !== index && answer.allowed.length + answer.partial.length + answer.undecided.length > 0;
      }).sort((a, b) => (`${a.namespace} ${a.ref}` < `${b.namespace} ${b.ref}` ? -1 : 1));
      expect(rows.map(({ ref }) => ref)).toEqual(want.map(({ ref }) => ref));
    }
  });
}, 120_000);

it('a point answer is that of the explanation', () => {
  forSeeds(60, (seed) => {
    const firewalls = randomFirewalls(seed);
    const view = compile(firewalls);
    for (const traffic of questions(seed)) for (const from of firewalls.endpoints) for (const to of firewalls.endpoints) {
      const answer = canReach(view, { from: only([from.index]), to: only([to.index]), traffic });
      const trace = explainPair(firewalls, { kind: 'endpoint', index: from.index }, { kind: 'endpoint', index: to.index }, traffic);
      expect({ allowed: answer.allowed, undecided: answer.undecided }, `${from.ref} to ${to.ref}`).toEqual({ allowed: trace.allowed, undecided: trace.undecided });
      // An explanation is about one set; that its families differ is said by the answer.
      if (!answer.caveats.some(({ code }) => code === 'FAMILIES_DIFFER')) expect(answer.verdict).toBe(trace.verdict);
    }
  });
}, 120_000);
