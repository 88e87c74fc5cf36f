import { describe, expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import type { View } from '../compile/view.ts';
import { NO_ADDRESSES } from '../model/address.ts';
import { connections } from '../model/connection-set.ts';
import type { Caveat } from '../model/firewalls.ts';
import type { Grouping, Selection, TrafficQuestion } from '../model/question.ts';
import type { Reachability } from '../model/verdict.ts';
import { forSeeds } from '../testing/for-seeds.ts';
import { naiveReachability } from '../testing/naive-reachability.ts';
import { randomFirewalls } from '../testing/random-firewalls.ts';
import { createRandom } from '../testing/random.ts';
import { canReach } from './can-reach.ts';
import { matrixOf, type MatrixAxis } from './matrix.ts';
import { groupPeers } from './peer-groups.ts';
import { isSomething } from './reachability.ts';
import { totalsOf } from './totals.ts';

const GROUPINGS: readonly Grouping[] = ['pod', 'workload', 'owner', 'namespace'];
const QUESTIONS: readonly (TrafficQuestion | null)[] = [
  null, { kind: 'fixed', connections: connections('TCP', 81), text: 'tcp/81' }, { kind: 'fixed', connections: connections('UDP', 82, 85), family: 6, text: 'udp' },
  { kind: 'named', name: 'http', protocol: 'TCP', text: 'tcp/http' },
];

const selection = (endpoints: readonly number[]): Selection => ({ ref: 'some', endpoints, external: NO_ADDRESSES, caveats: [] });
/** Caveats are merged in the order in which ends are met, which is no part of an answer. */
const unordered = (answer: Reachability): Reachability => ({ ...answer, caveats: [...answer.caveats].sort((a: Caveat, b: Caveat) => (a.message < b.message ? -1 : 1)) });
const listed = (view: View): readonly number[] => view.firewalls.endpoints.filter(({ kind }) => kind !== 'node').map(({ index }) => index);

function expectedCells(view: View, rows: MatrixAxis, columns: MatrixAxis, traffic: TrafficQuestion | null): unknown {
  const page = ({ groupBy, namespaces, offset, limit }: MatrixAxis): readonly (readonly number[])[] => groupPeers(view, groupBy, null).groups
    .filter(({ peer }) => peer.kind !== 'node' && (namespaces === undefined || namespaces.includes(peer.namespace))).slice(offset, offset + limit).map(({ ends }) => ends.endpoints);
  return page(rows).flatMap((from, row) => page(columns).flatMap((to, column) => {
    // One pod asked about itself is another question.
    if (from.length === 1 && to.length === 1 && from[0] === to[0]) return [];
    const reachability = canReach(view, { from: selection(from), to: selection(to), traffic });
    return isSomething(reachability) ? [{ row, column, reachability: unordered(reachability) }] : [];
  }));
}

describe('matrixOf', () => {
  it('each cell of the whole matrix is the answer of canReach to its two groups', () => {
    forSeeds(120, (seed) => {
      const view = compile(randomFirewalls(seed, { pods: 14 })); const random = createRandom(seed);
      const axis: MatrixAxis = { groupBy: random.pick(GROUPINGS), offset: 0, limit: 100 };
      for (const traffic of QUESTIONS) {
        const { rows, cells, totals } = matrixOf(view, { rows: axis, columns: axis, traffic });
        expect(unordered(totals)).toEqual(unordered(totalsOf(view, traffic)));
        expect(rows.peers).toHaveLength(rows.total);
        expect(cells.map((cell) => ({ ...cell, reachability: unordered(cell.reachability) }))).toEqual(expectedCells(view, axis, axis, traffic));
      }
    });
  }, 120_000);

  it('a page of it, grouped differently on both sides and cut to namespaces, is too', () => {
    forSeeds(120, (seed) => {
      const view = compile(randomFirewalls(seed, { pods: 14 })); const random = createRandom(seed);
      const axis = (): MatrixAxis => ({ groupBy: random.pick(GROUPINGS), offset: random.below(3), limit: 1 + random.below(6), ...(random.chance(0.5) && { namespaces: ['a', 'c'] }) });
      for (const traffic of QUESTIONS) {
        const [rows, columns] = [axis(), axis()];
        expect(matrixOf(view, { rows, columns, traffic }).cells.map((cell) => ({ ...cell, reachability: unordered(cell.reachability) }))).toEqual(expectedCells(view, rows, columns, traffic));
      }
    });
  }, 120_000);
});

describe('totalsOf', () => {
  it('is what the plain evaluator counts over all pairs of pods', () => {
    forSeeds(120, (seed) => {
      const firewalls = randomFirewalls(seed, { pods: 14 }); const view = compile(firewalls); const all = listed(view);
      for (const traffic of QUESTIONS) {
        const totals = totalsOf(view, traffic);
        expect(totals).toMatchObject(naiveReachability(firewalls, all, all, traffic));
        expect(unordered(totals)).toEqual(unordered(canReach(view, { from: selection(all), to: selection(all), traffic })));
      }
    });
  }, 120_000);
});
