import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openStorage } from '../index.ts';
import type { Cluster, ObjectToStage, Storage } from '../index.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import type { TestDatabase } from '../testing/test-database.ts';
import { objectOf, objectsOf, upload } from '../testing/upload.ts';

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

const names = async (sequence: number): Promise<readonly string[]> => (await objectsOf(storage, cluster.id, sequence)).map(({ name }) => name);
const rowCount = async (table: string): Promise<number> => (await database.sql<{ count: number }>(`SELECT count(*)::integer AS count FROM ${table} WHERE cluster_id = $1`, [cluster.id]))[0]!.count;

it('publishes staged objects as the first version, exactly as they came', async () => {
  const objects = [objectOf('web', { spec: null, list: [], text: 'a\tb\\n\n"\u0000\u2028' }), objectOf('api', { n: 1.0 }, { source: { file: 'a\tb', document: 3, line: 40, lines: { '/spec': 41 } } })];
  const { snapshot, isUnchanged, work } = await upload(storage, cluster.id, objects);
  expect(snapshot).toMatchObject({ clusterId: cluster.id, sequence: 1, state: 'READY', parentSequence: null, isChanged: true, isPinned: false });
  expect(isUnchanged).toBe(false);
  expect(work).toEqual({ opened: 2, closed: 0 });
  expect(await objectsOf(storage, cluster.id, 1)).toEqual([objects[1], objects[0]].map((object) => ({ ...object, isUnreadable: false })));
});

it('publishes a version without any object', async () => {
  expect((await upload(storage, cluster.id, [])).snapshot.sequence).toBe(1);
  expect(await names(1)).toEqual([]);
});

it('writes only the objects that changed', async () => {
  const first = Array.from({ length: 50 }, (_, index) => objectOf(`p${index}`));
  await upload(storage, cluster.id, first);
  const { work } = await upload(storage, cluster.id, [...first.slice(2), objectOf('p1', { changed: true }), objectOf('new')]);
  expect(work).toEqual({ opened: 2, closed: 2 });
  expect(await rowCount('resource_version')).toBe(52);
  expect(await names(1)).toHaveLength(50);
  expect(await names(2)).toHaveLength(50);
});

it('makes no version of content that it has already, and writes nothing', async () => {
  const objects = [objectOf('web'), objectOf('api')];
  await upload(storage, cluster.id, objects);
  const moved: ObjectToStage[] = objects.toReversed().map((object) => ({ ...object, source: { file: 'other.yaml', document: 9, line: 9 } }));
  const again = await upload(storage, cluster.id, moved, { labels: { note: 'again' } });
  expect(again).toMatchObject({ isUnchanged: true, isReplay: false, work: { opened: 0, closed: 0 }, snapshot: { sequence: 1, labels: {} } });
  expect(await rowCount('snapshot')).toBe(1);
  expect(await rowCount('snapshot_location')).toBe(1);
  expect(await rowCount('snapshot_staging')).toBe(0);
});

it('tells a change of content from a change of meaning', async () => {
  const pod = (uid: string, label: string): ObjectToStage => objectOf('web', { uid, label }, { semanticText: label });
  const first = await upload(storage, cluster.id, [pod('1', 'a')]);
  const second = await upload(storage, cluster.id, [pod('2', 'a')]);
  const third = await upload(storage, cluster.id, [pod('2', 'b')]);
  expect(second.snapshot).toMatchObject({ sequence: 2, isChanged: false, semanticDigest: first.snapshot.semanticDigest });
  expect(second.snapshot.contentDigest).not.toBe(first.snapshot.contentDigest);
  expect(third.snapshot).toMatchObject({ sequence: 3, isChanged: true });
  expect(await storage.snapshots.changesBetween(cluster.id, 1, 2)).toMatchObject([{ op: 'MODIFIED', isSemantic: false }]);
  expect(await storage.snapshots.changesBetween(cluster.id, 3, 1)).toMatchObject([{ op: 'MODIFIED', isSemantic: true }]);
});

it('takes what a collection declares for content, and when it was made for none', async () => {
  const coverage = (capturedAt: string, kinds: readonly string[]): object => ({ coverage: { kinds: [], collection: { capturedAt, collected: kinds.map((kind) => ({ group: '', kind, namespaces: '*' as const })) } } });
  await upload(storage, cluster.id, [objectOf('web')], coverage('2026-01-01T00:00:00Z', ['Pod']));
  expect(await upload(storage, cluster.id, [objectOf('web')], coverage('2026-01-02T00:00:00Z', ['Pod']))).toMatchObject({ isUnchanged: true });
  expect(await upload(storage, cluster.id, [objectOf('web')], coverage('2026-01-03T00:00:00Z', ['Pod', 'Service']))).toMatchObject({ isUnchanged: false, snapshot: { sequence: 2, isChanged: true } });
});

it('takes a new diagnostic for content', async () => {
  const diagnostics = [{ severity: 'error' as const, code: 'YAML_INVALID', message: 'line 4', source: { file: 'a.yaml', document: 2, line: 4 } }];
  await upload(storage, cluster.id, [objectOf('web')]);
  expect(await upload(storage, cluster.id, [objectOf('web')], { diagnostics })).toMatchObject({ isUnchanged: false, snapshot: { sequence: 2, isChanged: false } });
});

it('refuses a snapshot that was captured before the latest, and burns no sequence', async () => {
  await upload(storage, cluster.id, [objectOf('web')], { capturedAt: new Date('2026-03-01T00:00:00Z') });
  await expect(upload(storage, cluster.id, [objectOf('api')], { capturedAt: new Date('2026-02-01T00:00:00Z') })).rejects.toMatchObject({ code: 'SNAPSHOT_OUT_OF_ORDER' });
  expect((await upload(storage, cluster.id, [objectOf('api')], { capturedAt: new Date('2026-03-01T00:00:00Z') })).snapshot.sequence).toBe(2);
  expect(await names(1)).toEqual(['web']);
});

it('answers a repeated request with its first result, even after later versions', async () => {
  const idempotency = { key: 'k1', fingerprint: 'f1' };
  await upload(storage, cluster.id, [objectOf('web')], { idempotency });
  await upload(storage, cluster.id, [objectOf('api')]);
  expect(await upload(storage, cluster.id, [objectOf('web')], { idempotency })).toMatchObject({ isReplay: true, isUnchanged: false, snapshot: { sequence: 1 } });
  expect(await rowCount('snapshot')).toBe(2);
  expect((await storage.operations.findByIdempotencyKey(cluster.id, 'k1'))?.requestFingerprint).toBe('f1');
});

it('refuses an idempotency key that came with another request', async () => {
  await upload(storage, cluster.id, [objectOf('web')], { idempotency: { key: 'k1', fingerprint: 'f1' } });
  await expect(upload(storage, cluster.id, [objectOf('api')], { idempotency: { key: 'k1', fingerprint: 'f2' } })).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  expect(await rowCount('snapshot')).toBe(1);
});

it('does not spend an idempotency key on an attempt that failed', async () => {
  const idempotency = { key: 'k1', fingerprint: 'f1' };
  await upload(storage, cluster.id, [objectOf('web')], { capturedAt: new Date('2026-03-01T00:00:00Z') });
  await expect(upload(storage, cluster.id, [objectOf('api')], { idempotency, capturedAt: new Date('2026-02-01T00:00:00Z') })).rejects.toMatchObject({ code: 'SNAPSHOT_OUT_OF_ORDER' });
  expect(await upload(storage, cluster.id, [objectOf('api')], { idempotency })).toMatchObject({ isReplay: false, snapshot: { sequence: 2 } });
});

it('makes one version of the same content from several processes at once', async () => {
  const results = await Promise.all(Array.from({ length: 6 }, () => upload(storage, cluster.id, [objectOf('web')])));
  expect(results.map(({ snapshot }) => snapshot.sequence)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(results.filter(({ isUnchanged }) => !isUnchanged)).toHaveLength(1);
});

it('refuses an object that is given twice, by its name, and stages nothing', async () => {
  const { id } = await storage.operations.begin({ clusterId: cluster.id, kind: 'INGEST' });
  await storage.ingest.stage(id, [objectOf('web')]);
  await expect(storage.ingest.stage(id, [objectOf('api'), objectOf('web')])).rejects.toMatchObject({ code: 'MANIFEST_INVALID', details: { kind: 'Pod', namespace: 'shop', name: 'web' } });
  expect(await rowCount('snapshot_staging')).toBe(1);
});

it.each(['\0', '\uD800', 'x'.repeat(3000)])('refuses a name that no database can hold: %#', async (name) => {
  await expect(upload(storage, cluster.id, [objectOf(name)])).rejects.toMatchObject({ code: 'MANIFEST_INVALID', details: { file: 'cluster.yaml', line: 1 } });
});

it('keeps odd characters of files, messages and labels from failing an upload', async () => {
  const odd = 'a\0b\uD800c';
  const { snapshot } = await upload(storage, cluster.id, [objectOf('web', { odd }, { text: odd, source: { file: odd, document: 1, line: 1 } })], {
    labels: { [`key`]: odd }, source: { kind: 'GIT', agent: odd }, coverage: { kinds: [{ group: odd, version: odd, kind: odd, count: 1, isUnderstood: false }] }, diagnostics: [{ severity: 'info', code: 'X', message: odd }],
  });
  expect(snapshot.source).toEqual({ kind: 'GIT', agent: 'a\uFFFDb\uFFFDc' });
  expect((await objectsOf(storage, cluster.id, 1))[0]).toMatchObject({ content: JSON.stringify({ odd }), source: { file: 'a\uFFFDb\uFFFDc' } });
});

it('stages nothing of a source that fails half way, and lets go of its connection', async () => {
  const { id } = await storage.operations.begin({ clusterId: cluster.id, kind: 'INGEST' });
  const failing = function* (): Generator<ObjectToStage> {
    for (let index = 0; index < 5000; index += 1) yield objectOf(`p${index}`, { padding: 'x'.repeat(100) });
    throw new Error('the client left');
  };
  for (let round = 0; round < 12; round += 1) await expect(storage.ingest.stage(id, failing())).rejects.toThrow('the client left');
  expect(await rowCount('snapshot_staging')).toBe(0);
});

it('publishes nothing where staged rows were lost', async () => {
  const { id } = await storage.operations.begin({ clusterId: cluster.id, kind: 'INGEST' });
  await storage.ingest.stage(id, [objectOf('web'), objectOf('api')]);
  await database.sql('TRUNCATE snapshot_staging');
  const now = new Date();
  await expect(storage.ingest.publish({ operationId: id, capturedAt: now, receivedAt: now, source: { kind: 'API' }, stats: {}, coverage: { kinds: [] }, diagnostics: [] })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(await rowCount('snapshot')).toBe(0);
});

it('publishes an operation once', async () => {
  const { id } = await storage.operations.begin({ clusterId: cluster.id, kind: 'INGEST' });
  const now = new Date();
  const publication = { operationId: id, capturedAt: now, receivedAt: now, source: { kind: 'API' as const }, stats: {}, coverage: { kinds: [] }, diagnostics: [], resultUrl: (sequence: number) => `/v1/clusters/x/snapshots/${sequence}` };
  await storage.ingest.publish(publication);
  await expect(storage.ingest.publish(publication)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(storage.ingest.stage(id, [objectOf('web')])).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await storage.operations.get(id)).toMatchObject({ state: 'SUCCEEDED', progress: 1, resultSequence: 1, isUnchanged: false, resultUrl: '/v1/clusters/x/snapshots/1', problem: null });
});

it('keeps the text of policies by version, apart from their content', async () => {
  const policy = (text: string): ObjectToStage => objectOf('p', {}, { group: 'networking.k8s.io', kind: 'NetworkPolicy', text });
  await upload(storage, cluster.id, [policy('# one\nkind: NetworkPolicy'), objectOf('web')]);
  await upload(storage, cluster.id, [policy('# two\nkind: NetworkPolicy'), objectOf('web', { changed: true })]);
  await upload(storage, cluster.id, [objectOf('web', { changed: true })]);
  const texts = [1, 2, 3].map((sequence) => storage.snapshots.policyText(cluster.id, sequence, policy('')));
  expect(await Promise.all(texts)).toEqual(['# one\nkind: NetworkPolicy', '# two\nkind: NetworkPolicy', null]);
});
