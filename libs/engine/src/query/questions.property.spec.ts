import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import type { View } from '../compile/view.ts';
import type { AddressRange } from '../model/address.ts';
import { setOfRange, NO_ADDRESSES } from '../model/address.ts';
import { connections } from '../model/connection-set.ts';
import type { Grouping, Selection, TrafficQuestion } from '../model/question.ts';
import { randomFirewalls } from '../testing/random-firewalls.ts';
import { createRandom } from '../testing/random.ts';
import type { Peer } from './answers.ts';
import { canReach } from './can-reach.ts';
import { connectionsOf } from './connections-of.ts';
import { reachableFrom, whoCanReach } from './set-questions.ts';

const GROUPINGS: readonly Grouping[] = ['pod', 'workload', 'owner', 'namespace'];

const seeds = (runs: number, check: (seed: number) => void): void => fc.assert(fc.property(fc.integer({ min: 0 }), check), { numRuns: runs });

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
  seeds(60, (seed) => {
    const view = compile(randomFirewalls(seed));
    const random = createRandom(seed);
    const groupBy = random.pick(GROUPINGS);
    const endpoints = random.some(view.firewalls.endpoints, 0.3).map(({ index }) => index);
    const selection: Selection = { ref: 'some', endpoints, external: random.chance(0.5) ? NO_ADDRESSES : { ipv4: [0, 0x0a00_0005], ipv6: [] }, caveats: [] };
    for (const traffic of questions(seed)) {
      for (const { peer, reachability } of whoCanReach(view, { to: selection, traffic, groupBy })) {
        const fixed = peer.range === null ? selection : { ...selection, external: NO_ADDRESSES };
        expect(reachability, `seed ${String(seed)}: ${peer.ref}`).toEqual(canReach(view, { from: selectionOf(view, peer, groupBy), to: fixed, traffic }));
      }
      for (const { peer, reachability } of reachableFrom(view, { from: selection, traffic, groupBy })) {
        const fixed = peer.range === null ? selection : { ...selection, external: NO_ADDRESSES };
        expect(reachability, `seed ${String(seed)}: ${peer.ref}`).toEqual(canReach(view, { from: fixed, to: selectionOf(view, peer, groupBy), traffic }));
      }
    }
  });
}, 120_000);

it('the whole list is every pair of groups on which canReach finds something', () => {
  seeds(60, (seed) => {
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
        expect(found.get(`${from.ref} ${to.ref}`), `seed ${String(seed)}: ${from.ref} to ${to.ref}`).toEqual(isThere ? answer : undefined);
      }
    }
  });
}, 120_000);

it('ranges are as long as they can be and cover exactly the addresses with an answer', () => {
  seeds(100, (seed) => {
    const view = compile(randomFirewalls(seed));
    for (const { index } of view.firewalls.endpoints) {
      const to: Selection = { ref: 'one', endpoints: [index], external: NO_ADDRESSES, caveats: [] };
      const rows = whoCanReach(view, { to, traffic: null, groupBy: 'pod' }).filter(({ peer }) => peer.range !== null);
      for (const [position, { peer, reachability }] of rows.entries()) {
        const next = rows[position + 1];
        if (next === undefined || !touches(peer.range!, next.peer.range!)) continue;
        expect(reachability, `seed ${String(seed)}: ${peer.ref} and ${next.peer.ref}`).not.toEqual(next.reachability);
      }
    }
  });
}, 120_000);

const touches = (a: AddressRange, b: AddressRange): boolean => a.family === b.family && BigInt(a.last) + 1n === BigInt(b.first);
