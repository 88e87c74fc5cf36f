import { ENGINE, versionsDiffer, worldDiffers } from './compare.mjs';
import { IMPACT_DIALECTS, impactsDiffer } from './impacts.mjs';
import { changesDiffer } from './increments.mjs';
import { source } from './source.mjs';
import { DIALECTS } from './worlds.mjs';

const { twoVersions } = await source('diff/testing/changed-firewalls.ts');

export const newTally = () => ({ worlds: 0, verdicts: 0, pairs: 0, cells: 0, rows: 0, diffs: 0, changes: 0, increments: 0, compiledAnew: 0, policies: 0, lines: 0, policyPairs: 0 });

/** Pods that nothing owns: none then takes another's place. */
const lone = (firewalls) => ({ ...firewalls, endpoints: firewalls.endpoints.map((endpoint) => ({ ...endpoint, workload: endpoint.ref, owner: endpoint.ref })) });

/** What is compared of a seed, and the dialects of which each part makes worlds. */
export const PARTS = {
  worlds: { dialects: Object.keys(DIALECTS), differs: (engine, dialect, seed, tally) => { tally.worlds += 1; return worldDiffers(engine, DIALECTS[dialect](seed), seed, tally); } },
  versions: {
    dialects: ['normalForm'],
    differs(engine, _, seed, tally) {
      const { base, target } = twoVersions(seed);
      return versionsDiffer(engine, lone(base), lone(target), tally);
    },
  },
  increments: { dialects: Object.keys(DIALECTS), differs: (engine, dialect, seed, tally) => { tally.worlds += 1; return changesDiffer(engine, dialect, seed, tally); } },
  impacts: { dialects: IMPACT_DIALECTS, differs: (engine, dialect, seed, tally) => { tally.worlds += 1; return impactsDiffer(engine, dialect, seed, tally); } },
};

/**
 * Every part on a world of each dialect, all of one seed; null, or the first difference with its place. An engine that
 * names parts or dialects is asked about those alone.
 */
export function seedDiffers(seed, tally, engine = ENGINE) {
  for (const [name, { dialects, differs }] of Object.entries(PARTS)) {
    if (engine.parts !== undefined && !engine.parts.includes(name)) continue;
    for (const dialect of dialects) {
      if (engine.dialects !== undefined && !engine.dialects.includes(dialect)) continue;
      const difference = differs(engine, dialect, seed, tally);
      if (difference !== null) return `${name}, ${dialect}: ${difference}`;
    }
  }
  return null;
}
