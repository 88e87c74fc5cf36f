import { QuestionError } from '../../model/failure.ts';

/** A release as numbers, most significant first. */
type Release = readonly number[];

/** `1.4.1` or `v1.4`, whatever stands behind it; undefined where the text begins otherwise. */
function parseRelease(text: string): Release | undefined {
  const match = /^v?(\d+(?:\.\d+)*)/.exec(text);
  return match?.[1]?.split('.').map(Number);
}

/** Negative where the first release is the earlier one; a part that is missing is 0. */
function compareReleases(a: Release, b: Release): number {
  for (let part = 0; part < Math.max(a.length, b.length); part += 1) {
    const difference = (a[part] ?? 0) - (b[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Something that changes from release to release: each entry holds from its release on. */
export type ByRelease<Value> = readonly (readonly [from: string, value: Value])[];

/** What holds in a release, the newest entry where none is named and the oldest for what came before it. @throws {QuestionError} VALIDATION_FAILED for text that is no release */
export function atRelease<Value>(entries: readonly [readonly [string, Value], ...(readonly [string, Value])[]], version: string | null, enforcer: string): Value {
  const [, newest] = entries.at(-1) ?? entries[0];
  if (version === null) return newest;
  const release = parseRelease(version);
  if (release === undefined) throw new QuestionError('VALIDATION_FAILED', `${version} is no release of ${enforcer}; write one such as ${entries.at(-1)?.[0] ?? ''}.`, { version });
  const [, oldest] = entries[0];
  return entries.findLast(([from]) => compareReleases(parseRelease(from) ?? [], release) <= 0)?.[1] ?? oldest;
}
