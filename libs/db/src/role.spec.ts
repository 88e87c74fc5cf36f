import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStorage } from './index.ts';
import { createTestDatabase } from './testing/test-database.ts';
import type { TestDatabase } from './testing/test-database.ts';
import { objectOf, objectsOf, upload } from './testing/upload.ts';

const role = `service_${randomUUID().replaceAll('-', '')}`;
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.sql(`CREATE ROLE ${role} LOGIN PASSWORD 'test'`);
  await database.sql(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`);
});
afterAll(async () => {
  await database.sql(`DROP OWNED BY ${role}`);
  await database.sql(`DROP ROLE ${role}`);
  await database.drop();
});

it('needs rights to rows only: a role that owns nothing can ingest, read, delete and issue tokens', async () => {
  const url = new URL(database.url);
  [url.username, url.password] = [role, 'test'];
  const storage = await openStorage({ url: url.href });
  const { id } = await storage.clusters.create({ slug: 'prod' });
  await upload(storage, id, [objectOf('web', {}, { text: 'x' })]);
  await upload(storage, id, [objectOf('web', { changed: true })]);
  expect(await objectsOf(storage, id, 2)).toHaveLength(1);
  await storage.snapshots.expire(id, 1);
  await storage.tokens.authenticate((await storage.tokens.create({ name: 'ci', scopes: ['ADMIN'], clusters: ['*'] })).text);
  await storage.operations.failAbandoned();
  await storage.clusters.delete('prod');
  await storage.close();
});
