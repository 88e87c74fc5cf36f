import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openStorage } from '../index.ts';
import type { Cluster, Storage } from '../index.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import type { TestDatabase } from '../testing/test-database.ts';
import { objectOf, upload } from '../testing/upload.ts';
import { COMPILED_VIEW_MAX_BYTES, COMPILED_VIEWS_KEPT } from './compiled-view.ts';

let database: TestDatabase;
let storage: Storage;
let cluster: Cluster;
let clusters = 0;
beforeAll(async () => {
  database = await createTestDatabase();
  storage = await openStorage({ url: database.url });
});
afterAll(async () => {
  await storage.close();
  await database.drop();
});
beforeEach(async () => {
  clusters += 1;
  cluster = await storage.clusters.create({ slug: `c${clusters}` });
  await upload(storage, cluster.id, [objectOf('web')]);
});

const keyOf = (digest: number, sequence = 1): { clusterId: number; sequence: number; digest: Uint8Array } => ({ clusterId: cluster.id, sequence, digest: new Uint8Array(32).fill(digest) });
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const found = async (digest: number, sequence = 1): Promise<number[] | null> => { const content = await storage.views.find(keyOf(digest, sequence)); return content === null ? null : [...content]; };

it('gives back the bytes that were saved, by version and digest', async () => {
  expect(await storage.views.save(keyOf(1), bytes(1, 0, 255))).toBe(true);
  expect(await found(1)).toEqual([1, 0, 255]);
  expect(await found(2)).toBe(null);
  expect(await found(1, 2)).toBe(null);
});

it('keeps what was saved last under one key', async () => {
  await storage.views.save(keyOf(1), bytes(1));
  await storage.views.save(keyOf(1), bytes(2, 3));
  expect(await found(1)).toEqual([2, 3]);
});

it('keeps the newest of a cluster, and those of other clusters', async () => {
  const other = cluster;
  await storage.views.save(keyOf(1), bytes(1));
  cluster = await storage.clusters.create({ slug: `more${clusters}` });
  await upload(storage, cluster.id, [objectOf('web')]);
  for (let digest = 0; digest <= COMPILED_VIEWS_KEPT; digest += 1) await storage.views.save(keyOf(digest), bytes(digest));
  expect(await found(0)).toBe(null);
  expect(await found(COMPILED_VIEWS_KEPT)).toEqual([COMPILED_VIEWS_KEPT]);
  cluster = other;
  expect(await found(1)).toEqual([1]);
});

it('keeps nothing of a version that is not there or has expired, and drops what an expired one had', async () => {
  expect(await storage.views.save(keyOf(1, 9), bytes(1))).toBe(false);
  await upload(storage, cluster.id, [objectOf('web', { value: 2 })]);
  await storage.views.save(keyOf(1), bytes(1));
  await storage.views.save(keyOf(1, 2), bytes(2));
  await storage.snapshots.expire(cluster.id, 1);
  expect(await found(1)).toBe(null);
  expect(await found(1, 2)).toEqual([2]);
  expect(await storage.views.save(keyOf(1), bytes(1))).toBe(false);
});

it('keeps nothing that is too large', async () => {
  expect(await storage.views.save(keyOf(1), new Uint8Array(COMPILED_VIEW_MAX_BYTES + 1))).toBe(false);
});

it('drops everything with its cluster', async () => {
  await storage.views.save(keyOf(1), bytes(1));
  await storage.clusters.delete(cluster.slug);
  expect((await database.sql('SELECT FROM compiled_view WHERE cluster_id = $1', [cluster.id])).length).toBe(0);
});
