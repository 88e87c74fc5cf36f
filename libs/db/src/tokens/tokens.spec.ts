import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStorage } from '../index.ts';
import type { NewToken, Storage } from '../index.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import type { TestDatabase } from '../testing/test-database.ts';
import { generateToken, printToken } from './token-text.ts';

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

const DAY_MS = 86_400_000;
const reader: NewToken = { name: 'ci', scopes: ['CONNECTIVITY_READ'], clusters: ['prod'] };

it('gives a database one first administrator, whoever asks and however often', async () => {
  const other = await openStorage({ url: database.url });
  const given = await Promise.all(Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? storage : other).tokens.createFirstAdministrator()));
  const issued = given.filter((token) => token !== null);
  expect(issued).toHaveLength(1);
  expect(issued[0]!.token).toMatchObject({ scopes: ['ADMIN'], clusters: ['*'] });
  await storage.tokens.revoke(issued[0]!.token.id);
  expect(await other.tokens.createFirstAdministrator()).toBeNull();
  await other.close();
});

it('knows a token by its text and keeps only a digest of its secret', async () => {
  const { token, text } = await storage.tokens.create(reader);
  expect(text.startsWith(`${token.prefix}_`)).toBe(true);
  const found = await storage.tokens.authenticate(text);
  expect(found).toEqual({ id: token.id, name: token.name, scopes: token.scopes, clusters: token.clusters });
  const [row] = await database.sql<{ everything: string }>('SELECT api_token::text AS everything FROM api_token WHERE id = $1', [token.id]);
  expect(row!.everything).not.toContain(text.split('_')[2]);
});

it('lasts 90 days unless told, and a year at most', async () => {
  const { token } = await storage.tokens.create(reader);
  expect(Math.abs(token.expiresAt.getTime() - Date.now() - 90 * DAY_MS)).toBeLessThan(60_000);
  const expiresAt = new Date(Date.now() + 365 * DAY_MS);
  expect((await storage.tokens.create({ ...reader, expiresAt })).token.expiresAt).toEqual(expiresAt);
});

it.each<[keyof NewToken, Partial<NewToken>]>([
  ['expiresAt', { expiresAt: new Date(Date.now() + 367 * DAY_MS) }], ['expiresAt', { expiresAt: new Date(Date.now() - 1) }], ['expiresAt', { expiresAt: new Date('never') }],
  ['name', { name: ' ' }], ['name', { name: 'x'.repeat(201) }], ['scopes', { scopes: [] }], ['scopes', { scopes: ['ROOT' as 'ADMIN'] }], ['clusters', { clusters: [] }],
])('makes no token with a wrong %s: %#', async (field, wrong) => {
  await expect(storage.tokens.create({ ...reader, ...wrong })).rejects.toMatchObject({ code: 'VALIDATION_FAILED', details: { field } });
});

it('knows no token that is unknown, malformed, or has another secret', async () => {
  const { token, text } = await storage.tokens.create(reader);
  const texts = ['', 'Bearer x', printToken(generateToken()), printToken({ id: token.id, secret: generateToken().secret }), `${text}x`];
  for (const wrong of texts) await expect(storage.tokens.authenticate(wrong)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

it('refuses a revoked token, and an expired one by its own code', async () => {
  const { token, text } = await storage.tokens.create(reader);
  const { revokedAt } = await storage.tokens.revoke(token.id);
  expect((await storage.tokens.revoke(token.id)).revokedAt).toEqual(revokedAt);
  await expect(storage.tokens.authenticate(text)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  const old = await storage.tokens.create(reader);
  await database.sql(`UPDATE api_token SET expires_at = now() - interval '1 second' WHERE id = $1`, [old.token.id]);
  await expect(storage.tokens.authenticate(old.text)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
});

it('goes on finding who shows a token while a column of it is changed', async () => {
  const { text, token } = await storage.tokens.create(reader);
  const everywhere = (): Promise<unknown[]> => Promise.all(Array.from({ length: 8 }, async () => (await storage.tokens.authenticate(text)).id));
  await everywhere();
  await database.sql('ALTER TABLE api_token ALTER COLUMN name TYPE varchar(300)');
  expect(await everywhere()).toEqual(Array.from({ length: 8 }, () => token.id));
  await database.sql('ALTER TABLE api_token ALTER COLUMN name TYPE text');
  expect(await everywhere()).toEqual(Array.from({ length: 8 }, () => token.id));
});

it('notes the use of a token at most once a minute', async () => {
  const { token, text } = await storage.tokens.create(reader);
  const lastUse = async (): Promise<Date | null> => (await storage.tokens.get(token.id)).lastUsedAt;
  expect(await lastUse()).toBeNull();
  await storage.tokens.authenticate(text);
  const first = await lastUse();
  await storage.tokens.authenticate(text);
  expect(await lastUse()).toEqual(first);
  await database.sql(`UPDATE api_token SET last_used_at = now() - interval '61 seconds' WHERE id = $1`, [token.id]);
  await storage.tokens.authenticate(text);
  expect((await lastUse())!.getTime()).toBeGreaterThanOrEqual(first!.getTime());
});

it('lists tokens newest first, in pages, revoked ones too', async () => {
  const own = [];
  for (const name of ['one', 'two', 'three']) own.push((await storage.tokens.create({ ...reader, name })).token.id);
  const page = await storage.tokens.list({ first: 2 });
  expect(page.items.map(({ id }) => id)).toEqual([own[2], own[1]]);
  expect(page.hasMore).toBe(true);
  expect((await storage.tokens.list({ first: 1, after: own[1]! })).items.map(({ id }) => id)).toEqual([own[0]]);
  await expect(storage.tokens.get('nope')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(storage.tokens.revoke('no\0pe')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
