import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Diagnostic } from '@postern/engine';
import { openStorage } from '../index.ts';
import type { Cluster, SnapshotSelector, Storage } from '../index.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import type { TestDatabase } from '../testing/test-database.ts';
import { objectOf, objectsOf, upload } from '../testing/upload.ts';

let database: TestDatabase;
let storage: Storage;
let cluster: Cluster;
let clusters = 0;

const day = (number: number): Date => new Date(Date.UTC(2026, 0, number));
const sequenceAt = async (selector: SnapshotSelector): Promise<number> => (await storage.snapshots.resolve(cluster.id, selector)).sequence;
const rowCount = async (table: string): Promise<number> => (await database.sql<{ count: number }>(`SELECT count(*)::integer AS count FROM ${table} WHERE cluster_id = $1`, [cluster.id]))[0]!.count;
const state = (name: string, value: number): ReturnType<typeof objectOf> => objectOf(name, { value });

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

it('finds a version by place, number, content and time', async () => {
  const first = await upload(storage, cluster.id, [state('web', 1)], { capturedAt: day(1) });
  await upload(storage, cluster.id, [state('web', 2)], { capturedAt: day(2) });
  await upload(storage, cluster.id, [state('web', 1)], { capturedAt: day(3) });
  expect(await sequenceAt({ kind: 'latest' })).toBe(3);
  expect(await sequenceAt({ kind: 'sequence', sequence: 2 })).toBe(2);
  expect(await sequenceAt({ kind: 'digest', digest: first.snapshot.contentDigest })).toBe(3);
  expect(await sequenceAt({ kind: 'time', time: day(2) })).toBe(2);
  expect(await sequenceAt({ kind: 'time', time: new Date(day(3).getTime() - 1) })).toBe(2);
});

it.each<SnapshotSelector>([
  { kind: 'sequence', sequence: 9 }, { kind: 'sequence', sequence: 0 }, { kind: 'sequence', sequence: 2 ** 40 }, { kind: 'sequence', sequence: 1.5 },
  { kind: 'digest', digest: `sha256:${'0'.repeat(64)}` }, { kind: 'digest', digest: 'sha256:zz' }, { kind: 'time', time: day(-1) }, { kind: 'time', time: new Date('no time') },
])('knows no version by %o', async (selector) => {
  await upload(storage, cluster.id, [state('web', 1)], { capturedAt: day(1) });
  await expect(storage.snapshots.resolve(cluster.id, selector)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('has no latest version before the first', async () => {
  await expect(storage.snapshots.resolve(cluster.id, { kind: 'latest' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('answers an expired version by its state, and never with an older one', async () => {
  const first = await upload(storage, cluster.id, [state('web', 1)], { capturedAt: day(1) });
  const second = await upload(storage, cluster.id, [state('web', 2)], { capturedAt: day(2) });
  await storage.snapshots.expire(cluster.id, 2);
  for (const selector of [{ kind: 'sequence', sequence: 2 }, { kind: 'digest', digest: second.snapshot.contentDigest }, { kind: 'time', time: day(2) }] as const) {
    await expect(storage.snapshots.resolve(cluster.id, selector)).rejects.toMatchObject({ code: 'SNAPSHOT_EXPIRED' });
  }
  await expect(objectsOf(storage, cluster.id, 2)).rejects.toMatchObject({ code: 'SNAPSHOT_EXPIRED' });
  await expect(storage.snapshots.changesBetween(cluster.id, 1, 2)).rejects.toMatchObject({ code: 'SNAPSHOT_EXPIRED' });
  await expect(storage.snapshots.changesBetween(cluster.id, 1, 7)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await sequenceAt({ kind: 'latest' })).toBe(1);
  expect(await sequenceAt({ kind: 'digest', digest: first.snapshot.contentDigest })).toBe(1);
});

it('gives the sequence of an expired version to no other', async () => {
  await upload(storage, cluster.id, [state('web', 1)]);
  await storage.snapshots.expire(cluster.id, 1);
  expect((await upload(storage, cluster.id, [state('web', 1)])).snapshot).toMatchObject({ sequence: 2, parentSequence: null, isChanged: true });
});

it('drops with a version what no other needs', async () => {
  const diagnostics = (message: string): readonly Diagnostic[] => [{ severity: 'info', code: 'A', message }];
  const policy = (text: string): ReturnType<typeof objectOf> => objectOf('p', {}, { kind: 'NetworkPolicy', text });
  await upload(storage, cluster.id, [state('web', 1), policy('a')], { diagnostics: diagnostics('1') });
  await upload(storage, cluster.id, [state('web', 2), state('new', 1), policy('b')], { diagnostics: diagnostics('2') });
  await upload(storage, cluster.id, [state('web', 3), policy('c')], { diagnostics: diagnostics('3') });
  await storage.snapshots.expire(cluster.id, 2);
  expect(await Promise.all(['resource_version', 'resource_text', 'snapshot_location', 'snapshot_diagnostic', 'snapshot'].map(rowCount))).toEqual([3, 2, 2, 2, 3]);
  await storage.snapshots.expire(cluster.id, 1);
  await storage.snapshots.expire(cluster.id, 3);
  expect(await Promise.all(['resource_version', 'resource_text', 'snapshot_location', 'snapshot_diagnostic', 'snapshot'].map(rowCount))).toEqual([0, 0, 0, 0, 3]);
});

it('does not delete a version that is pinned, missing or deleted', async () => {
  await upload(storage, cluster.id, [state('web', 1)]);
  expect(await storage.snapshots.pin(cluster.id, 1, true)).toMatchObject({ isPinned: true });
  await expect(storage.snapshots.expire(cluster.id, 1)).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
  await storage.snapshots.pin(cluster.id, 1, false);
  await storage.snapshots.expire(cluster.id, 1);
  await expect(storage.snapshots.expire(cluster.id, 1)).rejects.toMatchObject({ code: 'SNAPSHOT_EXPIRED' });
  await expect(storage.snapshots.pin(cluster.id, 1, true)).rejects.toMatchObject({ code: 'SNAPSHOT_EXPIRED' });
  await expect(storage.snapshots.expire(cluster.id, 2)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(storage.snapshots.pin(cluster.id, 2, true)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('lists versions newest first, in pages, with the total on each', async () => {
  for (let version = 1; version <= 5; version += 1) await upload(storage, cluster.id, [state('web', version)]);
  const page = await storage.snapshots.list(cluster.id, { first: 2 });
  expect([page.items.map(({ sequence }) => sequence), page.hasMore, page.total]).toEqual([[5, 4], true, 5]);
  const last = await storage.snapshots.list(cluster.id, { first: 2, before: 2 });
  expect([last.items.map(({ sequence }) => sequence), last.hasMore, last.total]).toEqual([[1], false, 5]);
  expect(await storage.snapshots.list(cluster.id, { first: 2, before: 1 })).toEqual({ items: [], hasMore: false, total: 5 });
});

it('filters versions by time, label and change of meaning', async () => {
  const version = (uid: number, meaning: string): ReturnType<typeof objectOf> => objectOf('web', { uid, meaning }, { semanticText: meaning });
  await upload(storage, cluster.id, [version(1, 'a')], { capturedAt: day(1), labels: { release: '1' } });
  await upload(storage, cluster.id, [version(2, 'a')], { capturedAt: day(2), labels: { release: '2' } });
  await upload(storage, cluster.id, [version(3, 'b')], { capturedAt: day(3), labels: { note: '' } });
  await upload(storage, cluster.id, [version(4, 'b')], { capturedAt: day(4) });
  await storage.snapshots.expire(cluster.id, 4);
  const found = async (query: object): Promise<readonly number[]> => (await storage.snapshots.list(cluster.id, { first: 10, ...query })).items.map(({ sequence }) => sequence);
  expect(await found({})).toEqual([3, 2, 1]);
  expect(await found({ from: day(2) })).toEqual([3, 2]);
  expect(await found({ from: day(2), to: day(2) })).toEqual([2]);
  expect(await found({ changedOnly: true })).toEqual([3, 1]);
  expect(await found({ label: 'release' })).toEqual([2, 1]);
  expect(await found({ label: 'release=2' })).toEqual([2]);
  expect(await found({ label: 'note=' })).toEqual([3]);
  expect(await found({ label: 'other=x' })).toEqual([]);
});

it('pages through diagnostics in their order, by least severity, with their places', async () => {
  const diagnostics: readonly Diagnostic[] = [
    { severity: 'info', code: 'I', message: 'i' },
    { severity: 'error', code: 'E', message: 'e', state: 'refused', path: '/spec', source: { file: 'a', document: 1, line: 2 }, resource: { group: '', kind: 'Pod', namespace: 'shop', name: 'web' } },
    { severity: 'warning', code: 'W', message: 'w' },
  ];
  await upload(storage, cluster.id, [state('web', 1)], { diagnostics });
  await upload(storage, cluster.id, [state('web', 2)], { diagnostics });
  expect(await rowCount('snapshot_diagnostic')).toBe(3);
  expect((await storage.snapshots.diagnostics(cluster.id, 2, { first: 9 })).items).toEqual(diagnostics.map((item, ordinal) => ({ ordinal, ...item })));
  const page = await storage.snapshots.diagnostics(cluster.id, 2, { first: 1, minSeverity: 'warning' });
  expect([page.items.map(({ code }) => code), page.hasMore, page.total]).toEqual([['E'], true, 2]);
  expect((await storage.snapshots.diagnostics(cluster.id, 2, { first: 1, after: 1, minSeverity: 'warning' })).items.map(({ code }) => code)).toEqual(['W']);
});

it('keeps the locations of a version when the version that wrote them is gone', async () => {
  const placed = (name: string, value: number, line: number): ReturnType<typeof objectOf> => objectOf(name, { value }, { source: { file: `${name}.yaml`, document: 2, line } });
  await upload(storage, cluster.id, [placed('web', 1, 7), placed('api', 1, 5)]);
  await upload(storage, cluster.id, [placed('web', 2, 7), placed('api', 1, 5)]);
  await storage.snapshots.expire(cluster.id, 1);
  expect(await rowCount('snapshot_location')).toBe(1);
  expect((await objectsOf(storage, cluster.id, 2)).map(({ source }) => source)).toEqual([{ file: 'api.yaml', document: 2, line: 5 }, { file: 'web.yaml', document: 2, line: 7 }]);
});

it('streams a large version in batches and frees the connection of a reader that leaves early', async () => {
  await upload(storage, cluster.id, Array.from({ length: 4500 }, (_, index) => state(`p${index}`, index)));
  for (let round = 0; round < 12; round += 1) {
    for await (const batch of storage.snapshots.objectsAt(cluster.id, 1)) {
      expect(batch).toHaveLength(2000);
      break;
    }
  }
  expect(new Set((await objectsOf(storage, cluster.id, 1)).map(({ name }) => name)).size).toBe(4500);
});

it('loads versions of many clusters, and many versions of one, in one statement each', async () => {
  const other = await storage.clusters.create({ slug: `other-${clusters}` });
  for (const value of [1, 2]) await upload(storage, cluster.id, [state('web', value)]);
  const latest = await storage.snapshots.latestOf([cluster.id, other.id]);
  expect([...latest].map(([id, { sequence }]) => [id, sequence])).toEqual([[cluster.id, 2]]);
  await storage.snapshots.expire(cluster.id, 1);
  expect((await storage.snapshots.bySequences(cluster.id, [2, 1, 7])).map((found) => [found.sequence, found.state])).toEqual([[1, 'EXPIRED'], [2, 'READY']]);
});
