import { ENGINE, versionsDiffer, worldDiffers } from './compare.mjs';
import { source } from './source.mjs';
import { DIALECTS } from './worlds.mjs';

const { twoVersions } = await source('diff/testing/changed-firewalls.ts');

export const newTally = () => ({ worlds: 0, verdicts: 0, pairs: 0, cells: 0, rows: 0, diffs: 0, changes: 0 });

/** Pods that nothing owns: none then takes another's place. */
const lone = (firewalls) => ({ ...firewalls, endpoints: firewalls.endpoints.map((endpoint) => ({ ...endpoint, workload: endpoint.ref, owner: endpoint.ref })) });

/**
 * A world of each dialect and two versions of one, all of one seed; null, or the first
 * difference with its place. An engine that names dialects is asked about worlds of those alone.
 */
export function seedDiffers(seed, tally, engine = ENGINE) {
  for (const dialect of engine.dialects ?? Object.keys(DIALECTS)) {
    const difference = worldDiffers(engine, DIALECTS[dialect](seed), seed, tally);
    tally.worlds += 1;
    if (difference !== null) return `${dialect}: ${difference}`;
  }
  if (engine.dialects !== undefined) return null;
  const { base, target } = twoVersions(seed);
  const difference = versionsDiffer(engine, lone(base), lone(target), tally);
  return difference === null ? null : `versions: ${difference}`;
}
