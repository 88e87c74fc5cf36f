import { expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import { newCounters } from '../compile/counters.ts';
import type { Grouping } from '../model/question.ts';
import { forSeeds } from '../testing/for-seeds.ts';
import { createRandom } from '../testing/random.ts';
import { pod, policy } from '../testing/world.ts';
import { diffViews } from './diff-views.ts';
import { readDiff } from './testing/read-diff.ts';
import { twoVersions } from './testing/changed-firewalls.ts';
import { diffOf } from './testing/two-clusters.ts';

it('what a change is blamed on does not depend on which other changes were read before it', () => {
  let compared = 0;
  forSeeds(60, (seed) => {
    const random = createRandom(seed); const groupBy: Grouping = random.pick(['pod', 'workload', 'namespace'] as const);
    const { base, target } = twoVersions(seed); const views = [compile(base), compile(target)] as const;
    const compare = (): ReturnType<typeof diffViews> => diffViews(...views, { groupBy, resources: [] });
    const all = readDiff(compare()).changes;
    for (const index of all.length === 0 ? [] : random.times(0, 8, () => random.pick([...all.keys()]))) {
      const alone = compare().changes.at(index); const read = all[index];
      expect([alone?.from.ref, alone?.to.ref, alone?.causes, alone?.causedBy]).toEqual([read?.from.ref, read?.to.ref, read?.causes, read?.causedBy]);
      compared += Number(read !== undefined);
    }
  });
  expect(compared).toBeGreaterThan(100);
});

it('pairs of which the same can be said are blamed once', () => {
  const apps = Array.from({ length: 12 }, (_, at) => pod(`shop/p${String(at)}`, { labels: `app: a${String(at)}`, ip: `10.0.1.${String(10 + at)}` }));
  const isolation = policy('shop/closed', 'podSelector: {}, policyTypes: [Ingress]');
  const counters = newCounters(); const { changes } = diffOf([...apps, isolation], apps, { counters });
  expect(changes.filter(({ from, to }) => from.range === null && to.range === null).length).toBe(12 * 11);
  expect(new Set(changes.map(({ causedBy }) => causedBy)).size).toBe(1);
  expect(counters.attributions).toBe(1);
});
