import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStorage } from '../index.ts';
import type { ObjectToStage, Storage } from '../index.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import type { TestDatabase } from '../testing/test-database.ts';
import { objectOf, objectsOf, upload } from '../testing/upload.ts';

interface Entry { readonly value: number; readonly line: number; readonly text: string | null; readonly isUnreadable: boolean }
type World = Readonly<Record<string, Entry>>;
type Step = { readonly kind: 'upload'; readonly edits: readonly (readonly [name: string, entry: Entry | null])[] } | { readonly kind: 'expire'; readonly pick: number };

const entry: fc.Arbitrary<Entry> = fc.record({ value: fc.nat(2), line: fc.constantFrom(1, 1, 1, 2), text: fc.constantFrom(null, 'x', 'y'), isUnreadable: fc.constantFrom(false, false, false, true) });
const edit = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.oneof({ weight: 4, arbitrary: entry }, { weight: 1, arbitrary: fc.constant(null) }));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('upload' as const), edits: fc.array(edit, { maxLength: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('expire' as const), pick: fc.nat(20) }) },
);
const edited = (found: World, edits: readonly (readonly [string, Entry | null])[]): World =>
  Object.fromEntries(Object.entries({ ...found, ...Object.fromEntries(edits) }).filter((item): item is [string, Entry] => item[1] !== null));

let database: TestDatabase;
let storage: Storage;
let clusters = 0;
beforeAll(async () => {
  database = await createTestDatabase();
  storage = await openStorage({ url: database.url });
});
afterAll(async () => {
  await storage.close();
  await database.drop();
});

const names = (found: World): readonly string[] => Object.keys(found).sort();
const toObject = (found: World, name: string): ObjectToStage => {
  const { value, line, isUnreadable } = found[name]!;
  return objectOf(name, { value }, { source: { file: `${line % 2}.yaml`, document: 1, line }, ...(isUnreadable ? { isUnreadable } : {}) });
};
const toObjects = (found: World): readonly ObjectToStage[] => names(found).toReversed().map((name) => {
  const { text } = found[name]!;
  return { ...toObject(found, name), ...(text === null ? {} : { text }) };
});
const contentOf = (found: World): string => JSON.stringify(names(found).map((name) => [name, found[name]!.value, found[name]!.isUnreadable]));

/** The plainest store there is: each version whole. */
class Model {
  readonly versions = new Map<number, World>();
  sequence = 0;
  latest(): World | undefined { return [...this.versions].at(-1)?.[1]; }
  changes(base: number, target: number): readonly unknown[] {
    const [before, after] = [this.versions.get(base)!, this.versions.get(target)!];
    const side = (found: World, name: string): unknown => found[name] && [found[name].value, found[name].isUnreadable];
    return [...new Set([...names(before), ...names(after)])].sort().filter((name) => JSON.stringify(side(before, name)) !== JSON.stringify(side(after, name)));
  }
}

async function checkVersions(clusterId: number, model: Model): Promise<void> {
  for (const [sequence, found] of model.versions) {
    const stored = await objectsOf(storage, clusterId, sequence);
    expect(stored).toEqual(names(found).map((name) => ({ isUnreadable: false, ...toObject(found, name) })));
    for (const object of toObjects(found)) expect(await storage.snapshots.policyText(clusterId, sequence, object)).toBe(object.text ?? null);
  }
  const sequences = [...model.versions.keys()];
  for (const base of sequences) {
    for (const target of sequences) expect((await storage.snapshots.changesBetween(clusterId, base, target)).map(({ name }) => name)).toEqual(model.changes(base, target));
  }
}

it('holds for every version what was uploaded for it, whatever comes after it or is deleted around it', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
    clusters += 1;
    const { id } = await storage.clusters.create({ slug: `c${clusters}` });
    const model = new Model();
    let world: World = {};
    for (const next of steps) {
      if (next.kind === 'upload') {
        world = edited(world, next.edits);
        const latest = model.latest();
        const isUnchanged = latest !== undefined && contentOf(latest) === contentOf(world);
        const result = await upload(storage, id, toObjects(world));
        expect(result.isUnchanged).toBe(isUnchanged);
        if (isUnchanged) continue;
        model.sequence += 1;
        expect(result.snapshot.sequence).toBe(model.sequence);
        model.versions.set(model.sequence, world);
      } else if (model.versions.size > 0) {
        const sequence = [...model.versions.keys()][next.pick % model.versions.size]!;
        await storage.snapshots.expire(id, sequence);
        model.versions.delete(sequence);
      }
    }
    await checkVersions(id, model);
  }), { numRuns: 40 });
});
