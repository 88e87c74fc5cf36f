import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../compile/compile.ts';
import { explainBounds } from '../../explain/bounds.ts';
import { pairBounds } from '../../query/pair-bounds.ts';
import { readTexts } from '../../read/session.ts';
import { buildSnapshot } from '../../read/snapshot/build-snapshot.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { allEnds } from '../../testing/random-firewalls.ts';
import { randomManifests } from '../../testing/random-manifests.ts';
import { lowerReference } from '../reference/lower.ts';
import { ENFORCER_NAMES, lowerAs, profileAs } from '../registry.ts';
import { lowerProfiled } from './lower-profiled.ts';
import { FAITHFUL } from './profile.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const ADMIN = ['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'].map((kind) => `policy.networking.k8s.io/${kind}`);
const profiled = ENFORCER_NAMES.filter((name) => profileAs({ name, version: null }, {}) !== undefined);

function cluster(seed: number): Snapshot<PolicyDocument> {
  const { text } = randomManifests(seed);
  const read = readTexts([{ file: 'world.yaml', text }]);
  return buildSnapshot(read.objects, read.coverage).snapshot;
}

describe('enforcers that are all profile', () => {
  it('are the upstream text where they depart in nothing', () => {
    fc.assert(fc.property(seeds, (seed) => {
      const snapshot = cluster(seed);
      const upstream = lowerReference(snapshot); const own = lowerProfiled(snapshot, { name: 'test', version: null, settings: {} }, { ...FAITHFUL, host: { fromLocalNode: 'allowed', toOwnNode: 'allowed' }, kinds: ADMIN });
      for (const from of allEnds(upstream)) for (const to of allEnds(upstream)) expect(explainBounds(own, from, to)).toEqual(explainBounds(upstream, from, to));
    }), { numRuns: 40 });
  });

  it('mean the same compiled', () => {
    fc.assert(fc.property(seeds, fc.constantFrom(...profiled), (seed, name) => {
      const firewalls = lowerAs(cluster(seed), { name, version: null }, {});
      const view = compile(firewalls); const ends = allEnds(firewalls);
      for (const from of ends) for (const to of ends) {
        const plain = explainBounds(firewalls, from, to); const fast = pairBounds(view, from, to);
        expect([fast.surely, fast.possibly]).toEqual([plain.surely, plain.possibly]);
      }
    }), { numRuns: 60 });
  });
});
