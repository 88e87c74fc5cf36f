import { describe, expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import { containsAddress, setOfRange, type Address } from '../model/address.ts';
import type { Firewalls } from '../model/firewalls.ts';
import type { Grouping } from '../model/question.ts';
import type { Peer } from '../query/answers.ts';
import { connectionsOf } from '../query/connections-of.ts';
import { forSeeds } from '../testing/for-seeds.ts';
import { createRandom } from '../testing/random.ts';
import { addressesAtBoundaries } from '../testing/random-firewalls.ts';
import { NOTHING_ALLOWED, sideOf } from './change-side.ts';
import type { ChangeCause, ChangeKind, ChangeSide, DiffChange } from './changes.ts';
import { diffViews } from './diff-views.ts';
import { readDiff } from './testing/read-diff.ts';
import { twoVersions } from './testing/changed-firewalls.ts';

const changesOf = (base: Firewalls, target: Firewalls, groupBy: Grouping, ignoreEndpointChurn = false): readonly DiffChange[] =>
  readDiff(diffViews(compile(base), compile(target), { groupBy, ignoreEndpointChurn, resources: [] })).changes;
/** Pods that nothing owns, where Pods are compared one by one: none then takes another's place. */
const versionsOf = (seed: number, groupBy: Grouping): ReturnType<typeof twoVersions> => {
  const { base, target } = twoVersions(seed);
  const lone = (firewalls: Firewalls): Firewalls => ({ ...firewalls, endpoints: firewalls.endpoints.map((endpoint) => ({ ...endpoint, workload: endpoint.ref, owner: endpoint.ref })) });
  return groupBy === 'pod' ? { base: lone(base), target: lone(target) } : { base, target };
};
const groupingOf = (seed: number): Grouping => createRandom(seed).pick(['pod', 'workload', 'owner', 'namespace'] as const);

/** Names of an end: a group's reference, or each of the sample addresses that a range holds. */
const namesOf = (peer: Peer, sample: readonly Address[]): readonly string[] => (peer.range === null ? [peer.ref]
  : sample.filter((address) => containsAddress(setOfRange(peer.range as NonNullable<Peer['range']>), address)).map((address) => `${String(address.family)}/${String(address.value)}`));

function table(rows: Iterable<{ readonly from: Peer; readonly to: Peer; readonly side: ChangeSide }>, sample: readonly Address[]): Map<string, ChangeSide> {
  const found = new Map<string, ChangeSide>();
  for (const { from, to, side } of rows) for (const a of namesOf(from, sample)) for (const b of namesOf(to, sample)) found.set(`${a} > ${b}`, side);
  return found;
}

const listOf = (firewalls: Firewalls, groupBy: Grouping, sample: readonly Address[]): Map<string, ChangeSide> =>
  table(Array.from(connectionsOf(compile(firewalls), { groupBy }), ({ from, to, reachability }) => ({ from, to, side: sideOf(reachability) })), sample);

const MIRRORED_KINDS: Readonly<Record<ChangeKind, ChangeKind>> = { OPENED: 'CLOSED', CLOSED: 'OPENED', CHANGED: 'CHANGED', BECAME_UNKNOWN: 'RESOLVED_UNKNOWN', RESOLVED_UNKNOWN: 'BECAME_UNKNOWN' };
const mirroredCause = (cause: ChangeCause): ChangeCause => (cause === 'ENDPOINT_ADDED' ? 'ENDPOINT_REMOVED' : cause === 'ENDPOINT_REMOVED' ? 'ENDPOINT_ADDED' : cause);
const essence = ({ kind, from, to, before, after, causes }: DiffChange): unknown => ({ kind, from: from.ref, to: to.ref, before, after, causes: [...causes].sort() });

describe('the difference of two versions', () => {
  it('is nothing between a version and itself', () => {
    forSeeds(60, (seed) => {
      const { base } = twoVersions(seed);
      expect(changesOf(base, structuredClone(base), groupingOf(seed))).toEqual([]);
    });
  });

  it('applied to the list of the first version gives the list of the second, and names nothing that is equal', () => {
    forSeeds(60, (seed) => {
      const groupBy = groupingOf(seed); const { base, target } = versionsOf(seed, groupBy);
      const sample = [...addressesAtBoundaries(base), ...addressesAtBoundaries(target)];
      const before = listOf(base, groupBy, sample); const after = listOf(target, groupBy, sample);
      const changes = changesOf(base, target, groupBy);
      const old = table(changes.map(({ from, to, before: side }) => ({ from, to, side })), sample);
      const current = table(changes.map(({ from, to, after: side }) => ({ from, to, side })), sample);
      for (const pair of new Set([...before.keys(), ...after.keys(), ...old.keys()])) {
        const was = before.get(pair) ?? NOTHING_ALLOWED; const is = after.get(pair) ?? NOTHING_ALLOWED;
        const isEqual = JSON.stringify(was) === JSON.stringify(is);
        expect([pair, old.get(pair), current.get(pair)]).toEqual([pair, isEqual ? undefined : was, isEqual ? undefined : is]);
      }
    });
  });

  it('mirrors the difference the other way round', () => {
    forSeeds(50, (seed) => {
      const groupBy = groupingOf(seed); const { base, target } = versionsOf(seed, groupBy);
      const mirrored = changesOf(target, base, groupBy).map((change) => essence({ ...change, kind: MIRRORED_KINDS[change.kind], before: change.after, after: change.before, causes: change.causes.map(mirroredCause) }));
      expect(mirrored).toEqual(changesOf(base, target, groupBy).map(essence));
    });
  });

  it('names a cause for every change, and hides only changes of endpoints that came or went', () => {
    forSeeds(50, (seed) => {
      const { base, target } = twoVersions(seed); const groupBy = groupingOf(seed);
      const all = changesOf(base, target, groupBy);
      expect(all.filter(({ causes }) => causes.length === 0)).toEqual([]);
      const quiet = changesOf(base, target, groupBy, true).map(essence);
      const hidden = all.filter((change) => !quiet.some((one) => JSON.stringify(one) === JSON.stringify(essence(change))));
      expect(quiet.length + hidden.length).toBe(all.length);
      expect(hidden.filter(({ causes }) => !causes.every((cause) => cause === 'ENDPOINT_ADDED' || cause === 'ENDPOINT_REMOVED'))).toEqual([]);
    });
  });

  it('does not depend on the order of endpoints, nor on that of rules whose order means nothing', () => {
    forSeeds(60, (seed) => {
      const { base, target } = twoVersions(seed); const groupBy = groupingOf(seed); const random = createRandom(seed);
      const endpoints = random.shuffled([...target.endpoints]).map((endpoint, index) => ({ ...endpoint, index }));
      const reordered = (tiers: Firewalls['tiers']['egress']): Firewalls['tiers']['egress'] => tiers.map((tier) => (tier.reading === 'union' && tier.rules.every((rule) => rule.action === 'allow') ? { ...tier, rules: random.shuffled(tier.rules) } : tier));
      const shuffled = { ...target, endpoints, tiers: { ingress: reordered(target.tiers.ingress), egress: reordered(target.tiers.egress) } };
      expect(changesOf(base, shuffled, groupBy).map(essence)).toEqual(changesOf(base, target, groupBy).map(essence));
    });
  });
});
