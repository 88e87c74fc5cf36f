import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openStorage } from '../index.ts';
import type { Cluster, Storage } from '../index.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import type { TestDatabase } from '../testing/test-database.ts';
import { objectOf, upload } from '../testing/upload.ts';

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
});

const staged = async (): Promise<number> => (await database.sql<{ count: number }>('SELECT count(*)::integer AS count FROM snapshot_staging WHERE cluster_id = $1', [cluster.id]))[0]!.count;
const begin = async (by: Storage = storage): Promise<string> => {
  const { id } = await by.operations.begin({ clusterId: cluster.id, kind: 'INGEST' });
  await by.ingest.stage(id, [objectOf('web')]);
  return id;
};

it('begins an operation that is running and knows no progress yet', async () => {
  const operation = await storage.operations.begin({ clusterId: cluster.id, kind: 'INGEST' });
  expect(operation).toMatchObject({ clusterId: cluster.id, state: 'RUNNING', progress: null, problem: null, resultUrl: null, resultSequence: null, isUnchanged: false });
  expect(await storage.operations.get(operation.id)).toEqual(operation);
});

it('notes progress between nothing and all while the operation runs', async () => {
  const id = await begin();
  await storage.operations.progress(id, 0.5);
  expect(await storage.operations.get(id)).toMatchObject({ progress: 0.5 });
  await storage.operations.progress(id, 7);
  expect(await storage.operations.get(id)).toMatchObject({ progress: 1 });
  await storage.operations.fail(id, { code: 'MANIFEST_INVALID' });
  await storage.operations.progress(id, 0.1);
  expect(await storage.operations.get(id)).toMatchObject({ state: 'FAILED', progress: 1 });
});

it('fails with a problem and drops what was staged, once', async () => {
  const id = await begin();
  await storage.operations.fail(id, { code: 'MANIFEST_INVALID', detail: 'a\0b' });
  await storage.operations.fail(id, { code: 'INTERNAL' });
  expect(await storage.operations.get(id)).toMatchObject({ state: 'FAILED', problem: { code: 'MANIFEST_INVALID', detail: 'a\uFFFDb' } });
  expect(await staged()).toBe(0);
});

it('cancels what runs and nothing that has ended', async () => {
  const id = await begin();
  expect(await storage.operations.cancel(id)).toBe(true);
  expect(await storage.operations.cancel(id)).toBe(false);
  expect(await storage.operations.get(id)).toMatchObject({ state: 'CANCELLED', problem: null });
  expect(await staged()).toBe(0);
  await upload(storage, cluster.id, [objectOf('web')]);
});

it('stages nothing for an operation that ends meanwhile', async () => {
  const id = await begin();
  const slow = async function* (): AsyncGenerator<ReturnType<typeof objectOf>> {
    yield objectOf('api');
    await storage.operations.cancel(id);
  };
  await expect(storage.ingest.stage(id, slow())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await staged()).toBe(0);
});

it.each(['', '1', '0-00000000-0000-0000-0000-000000000000', '1-nonsense', '99999999999-00000000-0000-0000-0000-000000000000', '7-00000000-0000-0000-0000-000000000000', '1-\0'])('knows no operation %j', async (id) => {
  await expect(storage.operations.get(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(storage.ingest.stage(id, [])).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('fails the operations of processes that are gone, and leaves those of living ones alone', async () => {
  const [living, dying] = [await openStorage({ url: database.url }), await openStorage({ url: database.url })];
  const [mine, theirs, lost] = [await begin(), await begin(living), await begin(dying)];
  await dying.close();
  expect(await storage.operations.failAbandoned()).toBe(1);
  expect(await storage.operations.failAbandoned()).toBe(0);
  expect(await storage.operations.get(lost)).toMatchObject({ state: 'FAILED', problem: { code: 'UNAVAILABLE', retryable: true } });
  expect(await storage.operations.get(theirs)).toMatchObject({ state: 'RUNNING' });
  expect(await storage.operations.get(mine)).toMatchObject({ state: 'RUNNING' });
  expect(await staged()).toBe(2);
  await living.close();
});

it('begins nothing without a session, whose end would tell nobody', async () => {
  const tool = await openStorage({ url: database.url, withSession: false });
  await expect(tool.operations.begin({ clusterId: cluster.id, kind: 'INGEST' })).rejects.toThrow('without a session');
  await tool.close();
});

const ANSWER = { mediaType: 'application/json', content: Buffer.from('packed') };

it('keeps the answer of an operation until its time has passed, and whose it is', async () => {
  const { id, tokenId } = await storage.operations.begin({ clusterId: cluster.id, kind: 'EXPORT', tokenId: 't1' });
  expect(tokenId).toBe('t1');
  await expect(storage.operations.answer(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await storage.operations.succeed(id, ANSWER, '/result', 60)).toBe(true);
  expect(await storage.operations.get(id)).toMatchObject({ state: 'SUCCEEDED', progress: 1, resultUrl: '/result' });
  expect(await storage.operations.answer(id)).toEqual(ANSWER);
  expect(await storage.operations.dropExpired()).toBe(0);
  await database.sql('UPDATE operation SET expires_at = now() WHERE cluster_id = $1', [cluster.id]);
  await expect(storage.operations.answer(id)).rejects.toMatchObject({ code: 'RESULT_EXPIRED' });
  expect(await storage.operations.dropExpired()).toBe(1);
  await expect(storage.operations.answer(id)).rejects.toMatchObject({ code: 'RESULT_EXPIRED' });
});

it('keeps no answer of an operation that has ended otherwise', async () => {
  const { id } = await storage.operations.begin({ clusterId: cluster.id, kind: 'DIFF', tokenId: 't1' });
  await storage.operations.cancel(id);
  expect(await storage.operations.succeed(id, ANSWER, '/result', 60)).toBe(false);
  expect(await storage.operations.get(id)).toMatchObject({ state: 'CANCELLED', resultUrl: null, expiresAt: null });
  await expect(storage.operations.answer(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
