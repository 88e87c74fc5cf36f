import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openStorage } from './index.ts';
import type { Storage } from './index.ts';
import { createTestDatabase } from './testing/test-database.ts';
import type { TestDatabase } from './testing/test-database.ts';
import { objectOf, objectsOf, upload } from './testing/upload.ts';

let database: TestDatabase;
let storage: Storage;
let statements: string[] = [];
let clusterId = 0;
let tokenText = '';
let tokenId = '';
let answeredId = '';
let operationId = '';

beforeAll(async () => {
  database = await createTestDatabase();
  storage = await openStorage({ url: database.url, onStatement: (sql) => statements.push(sql.replaceAll(/\s+/g, ' ').trim()) });
  clusterId = (await storage.clusters.create({ slug: 'prod' })).id;
  for (const value of [1, 2, 3]) await upload(storage, clusterId, [objectOf('web', { value })]);
  const issued = await storage.tokens.create({ name: 'ci', scopes: ['ADMIN'], clusters: ['*'] });
  [tokenText, tokenId] = [issued.text, issued.token.id];
  operationId = (await storage.operations.begin({ clusterId, kind: 'INGEST' })).id;
  await storage.ingest.stage(operationId, [objectOf('web')]);
});
afterAll(async () => {
  await storage.close();
  await database.drop();
});
beforeEach(() => { statements = []; });

const CALLS: Readonly<Record<string, Readonly<Record<string, () => Promise<unknown>>>>> = {
  clusters: {
    create: () => storage.clusters.create({ slug: 'new' }),
    get: () => storage.clusters.get('new'),
    find: () => storage.clusters.find('new'),
    byIds: () => storage.clusters.byIds([clusterId]),
    list: () => storage.clusters.list({ first: 2, after: 'a', slugs: ['new'] }),
    rename: () => storage.clusters.rename('new', 'New'),
    pinEnforcement: () => storage.clusters.pinEnforcement('new', { enforcer: 'cilium', version: null, by: 'ann', at: null, reason: null }),
    delete: () => storage.clusters.delete('new'),
  },
  snapshots: {
    'resolve latest': () => storage.snapshots.resolve(clusterId, { kind: 'latest' }),
    'resolve sequence': () => storage.snapshots.resolve(clusterId, { kind: 'sequence', sequence: 1 }),
    'resolve digest': async () => { await storage.snapshots.resolve(clusterId, { kind: 'digest', digest: `sha256:${'0'.repeat(64)}` }).catch(() => null); },
    'resolve time': () => storage.snapshots.resolve(clusterId, { kind: 'time', time: new Date() }),
    resolveNamed: () => storage.snapshots.resolveNamed('prod', { kind: 'sequence', sequence: 1 }),
    latestOf: () => storage.snapshots.latestOf([clusterId]),
    bySequences: () => storage.snapshots.bySequences(clusterId, [1, 2]),
    list: () => storage.snapshots.list(clusterId, { first: 2 }),
    objectsAt: () => objectsOf(storage, clusterId, 1),
    policyText: () => storage.snapshots.policyText(clusterId, 1, objectOf('web')),
    changesBetween: () => storage.snapshots.changesBetween(clusterId, 1, 3),
    diagnostics: () => storage.snapshots.diagnostics(clusterId, 1, { first: 2 }),
    pin: () => storage.snapshots.pin(clusterId, 1, false),
    expire: () => storage.snapshots.expire(clusterId, 1),
  },
  ingest: {
    'stage and publish': () => upload(storage, clusterId, [objectOf('web', { value: 4 })], { idempotency: { key: 'k', fingerprint: 'f' }, diagnostics: [{ severity: 'info', code: 'X', message: 'x' }] }),
    'stage and publish the same again': () => upload(storage, clusterId, [objectOf('web', { value: 4 })], { diagnostics: [{ severity: 'info', code: 'X', message: 'x' }] }),
  },
  operations: {
    begin: () => storage.operations.begin({ clusterId, kind: 'INGEST' }),
    get: () => storage.operations.get(operationId),
    findByIdempotencyKey: () => storage.operations.findByIdempotencyKey(clusterId, 'k'),
    progress: () => storage.operations.progress(operationId, 0.5),
    fail: () => storage.operations.fail(operationId, { code: 'INTERNAL' }),
    cancel: () => storage.operations.cancel(operationId),
    succeed: async () => { const { id } = await storage.operations.begin({ clusterId, kind: 'EXPORT', tokenId }); statements = []; await storage.operations.succeed(id, { mediaType: 'application/json', content: new Uint8Array(4) }, '/result', 60); answeredId = id; },
    answer: () => storage.operations.answer(answeredId),
    dropExpired: () => storage.operations.dropExpired(),
    'failAbandoned with nothing abandoned': () => storage.operations.failAbandoned(),
  },
  views: {
    find: () => storage.views.find({ clusterId, sequence: 1, digest: new Uint8Array(32) }),
    save: () => storage.views.save({ clusterId, sequence: 1, digest: new Uint8Array(32) }, new Uint8Array(4)),
  },
  tokens: {
    create: () => storage.tokens.create({ name: 'new', scopes: ['ADMIN'], clusters: ['*'] }),
    createFirstAdministrator: () => storage.tokens.createFirstAdministrator(),
    'authenticate, first use': () => storage.tokens.authenticate(tokenText),
    'authenticate, used within the minute': () => storage.tokens.authenticate(tokenText),
    get: () => storage.tokens.get(tokenId),
    list: () => storage.tokens.list({ first: 2 }),
    revoke: () => storage.tokens.revoke(tokenId),
  },
};

it.each(Object.keys(CALLS))('sends the recorded statements for %s, and no other', async (store) => {
  let text = '';
  for (const [method, call] of Object.entries(CALLS[store]!)) {
    statements = [];
    await call();
    text += `-- ${method}\n${statements.map((sql) => `${sql};\n`).join('')}\n`;
  }
  await expect(text).toMatchFileSnapshot(`../golden/${store}.sql`);
});
