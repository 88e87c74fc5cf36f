import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStorage } from '../index.ts';
import type { Storage } from '../index.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import type { TestDatabase } from '../testing/test-database.ts';
import { objectOf, upload } from '../testing/upload.ts';

let database: TestDatabase;
let storage: Storage;
beforeAll(async () => {
  database = await createTestDatabase();
  storage = await openStorage({ url: database.url });
});
afterAll(async () => {
  await storage.close();
  await database.drop();
});

it('makes, finds and renames a cluster by its slug', async () => {
  const made = await storage.clusters.create({ slug: 'prod', displayName: 'Production' });
  expect(await storage.clusters.get('prod')).toEqual(made);
  expect(await storage.clusters.rename('prod', 'Main')).toEqual({ ...made, displayName: 'Main' });
  expect((await storage.clusters.create({ slug: 'plain' })).displayName).toBe('plain');
  await expect(storage.clusters.create({ slug: 'prod' })).rejects.toMatchObject({ code: 'VALIDATION_FAILED', details: { field: 'slug' } });
});

it.each(['', 'Prod', '-a', 'a-', 'a_b', 'a@b', 'ä', 'a\0', 'a\n', 'x'.repeat(64)])('takes %j for no slug', async (slug) => {
  await expect(storage.clusters.create({ slug })).rejects.toMatchObject({ code: 'VALIDATION_FAILED', details: { field: 'slug' } });
  await expect(storage.clusters.get(slug)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(storage.clusters.rename(slug, 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(storage.clusters.delete(slug)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await storage.clusters.find(slug)).toBeNull();
});

it.each(['', 'x'.repeat(201)])('takes a name of no or too many characters for no display name', async (displayName) => {
  await expect(storage.clusters.create({ slug: 'named', displayName })).rejects.toMatchObject({ code: 'VALIDATION_FAILED', details: { field: 'displayName' } });
});

it('keeps what a person says about who enforces, until it is taken back', async () => {
  const pin = { enforcer: 'cilium', version: '1.18.6', by: 'ann', at: '2026-01-15T09:00:00Z', reason: 'renamed\0 image' };
  const made = await storage.clusters.create({ slug: 'pinned' });
  expect(made.enforcementPin).toBeNull();
  expect((await storage.clusters.pinEnforcement('pinned', pin)).enforcementPin).toEqual({ ...pin, reason: 'renamed\uFFFD image' });
  expect((await storage.clusters.find('pinned'))?.enforcementPin).toMatchObject({ enforcer: 'cilium' });
  expect(await storage.clusters.pinEnforcement('pinned', null)).toEqual(made);
  await expect(storage.clusters.pinEnforcement('no-such', null)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('lists clusters by slug in pages, and only those that a caller may see', async () => {
  for (const slug of ['p-b', 'p-c', 'p-a']) await storage.clusters.create({ slug });
  const slugs = ['p-a', 'p-b', 'p-c', 'no-such'];
  const page = await storage.clusters.list({ first: 2, slugs });
  expect([page.items.map(({ slug }) => slug), page.hasMore, page.total]).toEqual([['p-a', 'p-b'], true, 3]);
  const next = await storage.clusters.list({ first: 2, slugs, after: 'p-b' });
  expect([next.items.map(({ slug }) => slug), next.hasMore, next.total]).toEqual([['p-c'], false, 3]);
  expect(await storage.clusters.list({ first: 2, slugs: [] })).toEqual({ items: [], hasMore: false, total: 0 });
  expect((await storage.clusters.byIds(page.items.map(({ id }) => id))).map(({ slug }) => slug)).toEqual(['p-a', 'p-b']);
});

it('deletes a cluster with everything it owns, and takes it out of tokens', async () => {
  const doomed = await storage.clusters.create({ slug: 'doomed' });
  const kept = await storage.clusters.create({ slug: 'kept' });
  for (const { id } of [doomed, kept]) await upload(storage, id, [objectOf('web', {}, { text: 'x' })], { diagnostics: [{ severity: 'info', code: 'X', message: 'x' }] });
  const running = await storage.operations.begin({ clusterId: doomed.id, kind: 'INGEST' });
  await storage.ingest.stage(running.id, [objectOf('web')]);
  const { token } = await storage.tokens.create({ name: 'both', scopes: ['SNAPSHOT_READ'], clusters: ['doomed', 'kept'] });
  await storage.clusters.delete('doomed');
  const owned = ['snapshot', 'resource_version', 'resource_text', 'snapshot_location', 'snapshot_diagnostic', 'snapshot_staging', 'operation'];
  for (const table of owned) expect(await database.sql(`SELECT DISTINCT cluster_id FROM ${table} WHERE cluster_id = ANY($1)`, [[doomed.id, kept.id]])).toEqual(table === 'snapshot_staging' ? [] : [{ cluster_id: kept.id }]);
  expect((await storage.tokens.get(token.id)).clusters).toEqual(['kept']);
  await expect(storage.operations.get(running.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(storage.operations.begin({ clusterId: doomed.id, kind: 'INGEST' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
