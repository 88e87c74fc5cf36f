import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStorage } from '../index.ts';
import type { Storage, StorageEvent } from '../index.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import type { TestDatabase } from '../testing/test-database.ts';
import { objectOf, upload } from '../testing/upload.ts';

let database: TestDatabase;
let storage: Storage;
let other: Storage;
beforeAll(async () => {
  database = await createTestDatabase();
  [storage, other] = [await openStorage({ url: database.url }), await openStorage({ url: database.url, applicationName: 'other' })];
});
afterAll(async () => {
  await storage.close();
  await other.close();
  await database.drop();
});

/** The next event of a kind, in the process that did not cause it. */
const nextEvent = (kind: StorageEvent['kind']): Promise<StorageEvent> => new Promise((resolve) => {
  const stop = other.onEvent((event) => {
    if (event.kind !== kind) return;
    stop();
    resolve(event);
  });
});

it('wakes other processes for a version, its deletion and the deletion of its cluster', async () => {
  const cluster = await storage.clusters.create({ slug: 'woken' });
  const published = nextEvent('PUBLISHED');
  await upload(storage, cluster.id, [objectOf('web')]);
  expect(await published).toEqual({ kind: 'PUBLISHED', clusterId: cluster.id, sequence: 1 });
  const expired = nextEvent('EXPIRED');
  await storage.snapshots.expire(cluster.id, 1);
  expect(await expired).toEqual({ kind: 'EXPIRED', clusterId: cluster.id, sequence: 1 });
  const deleted = nextEvent('CLUSTER_DELETED');
  await storage.clusters.delete('woken');
  expect(await deleted).toEqual({ kind: 'CLUSTER_DELETED', clusterId: cluster.id });
});

it('survives notifications that are not ours', async () => {
  const cluster = await storage.clusters.create({ slug: 'noise' });
  for (const payload of ['', 'null', '{', '[]', '"x"']) await database.sql(`SELECT pg_notify('postern_event', $1)`, [payload]);
  const published = nextEvent('PUBLISHED');
  await upload(storage, cluster.id, [objectOf('web')]);
  expect(await published).toMatchObject({ kind: 'PUBLISHED' });
});

it('comes back after its connections are lost, says so, and still counts as alive', async () => {
  const cluster = await storage.clusters.create({ slug: 'lost' });
  const { id } = await other.operations.begin({ clusterId: cluster.id, kind: 'INGEST' });
  const reconnected = nextEvent('RECONNECTED');
  await database.sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'other%' AND datname = current_database()`);
  await reconnected;
  expect(await storage.operations.failAbandoned()).toBe(0);
  const published = nextEvent('PUBLISHED');
  await upload(storage, cluster.id, [objectOf('web')]);
  expect(await published).toMatchObject({ clusterId: cluster.id });
  await other.ping();
  expect(await other.operations.get(id)).toMatchObject({ state: 'RUNNING' });
});

it('tells an outage by its code', async () => {
  const url = new URL(database.url);
  url.port = '1';
  await expect(openStorage({ url: url.href })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
});

it('ends a statement that takes too long, and shows its name to the server', async () => {
  const hasty = await openStorage({ url: database.url, statementTimeoutMs: 50, applicationName: 'hasty', withSession: false });
  expect(await database.sql(`SELECT DISTINCT application_name AS name FROM pg_stat_activity WHERE application_name = 'hasty'`)).toEqual([{ name: 'hasty' }]);
  await database.sql(`CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(2); RETURN NEW; END $$`);
  await database.sql('CREATE TRIGGER wait BEFORE INSERT ON cluster FOR EACH ROW EXECUTE FUNCTION wait()');
  await expect(hasty.clusters.create({ slug: 'slow' })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  await hasty.close();
});
