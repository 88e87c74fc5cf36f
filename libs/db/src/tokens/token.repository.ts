import type { DataSource } from 'typeorm';
import { lookUp, query, storableText } from '../database.ts';
import type { Prepared } from '../database.ts';
import { pageStatement, toPage } from '../page.ts';
import type { Page, PageRow } from '../page.ts';
import { StorageError } from '../storage-error.ts';
import { SCOPES } from './api-token.ts';
import type { ApiToken, Bearer, IssuedToken, NewToken, TokenStore } from './api-token.ts';
import { generateToken, hashSecret, isSecretOf, parseToken, printToken, tokenPrefix } from './token-text.ts';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 90;
const MAX_DAYS = 366;
const MAX_NAME_LENGTH = 200;
const EVERY_CLUSTER = '*';

const COLUMNS = `id, name, scopes, clusters, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"`;
const INSERT = `INSERT INTO api_token (id, name, secret_digest, scopes, clusters, expires_at, is_initial) VALUES ($1, $2, $3, $4, $5, $6, $7)`;
const OF_BEARER: Prepared = {
  name: 'bearer',
  sql: `
    SELECT id, name, scopes, clusters, secret_digest AS "secretDigest", revoked_at IS NOT NULL AS "isRevoked",
      CASE WHEN expires_at <= now() THEN expires_at END AS "expiredAt", last_used_at IS NULL OR last_used_at < now() - interval '1 minute' AS "isUseDue"
    FROM api_token WHERE id = $1`,
};
const LIST = pageStatement({
  from: 'api_token', columns: COLUMNS, order: '"createdAt" DESC, id DESC', limit: '$2', where: 'true',
  after: '$1::text IS NULL OR (created_at, id) < (SELECT created_at, id FROM api_token WHERE id = $1)',
});

type Row = Omit<ApiToken, 'prefix'>;
type BearerRow = Bearer & { readonly secretDigest: Buffer; readonly isRevoked: boolean; readonly expiredAt: Date | null; readonly isUseDue: boolean };
const toToken = ({ id, name, scopes, clusters, createdAt, expiresAt, lastUsedAt, revokedAt }: Row): ApiToken =>
  ({ id, name, prefix: tokenPrefix(id), scopes, clusters, createdAt, expiresAt, lastUsedAt, revokedAt });

const invalid = (field: keyof NewToken, message: string): StorageError => new StorageError('VALIDATION_FAILED', message, { field });

function expiry({ expiresAt }: Pick<NewToken, 'expiresAt'>, now: number): Date {
  if (expiresAt === undefined) return new Date(now + DEFAULT_DAYS * DAY_MS);
  const time = expiresAt.getTime();
  if (!(time > now && time <= now + MAX_DAYS * DAY_MS)) throw invalid('expiresAt', 'A token expires in the future, within a year.');
  return expiresAt;
}

function check({ name, scopes, clusters }: NewToken): void {
  if (name.trim().length === 0 || name.length > MAX_NAME_LENGTH) throw invalid('name', `A name has 1 to ${MAX_NAME_LENGTH} characters.`);
  if (scopes.length === 0 || scopes.some((scope) => !SCOPES.includes(scope))) throw invalid('scopes', `Scopes are one or more of ${SCOPES.join(', ')}.`);
  if (clusters.length === 0) throw invalid('clusters', 'A token names clusters, or * for every one.');
}

export class TokenRepository implements TokenStore {
  readonly #source: DataSource;
  constructor(source: DataSource) { this.#source = source; }

  async create(token: NewToken): Promise<IssuedToken> {
    check(token);
    const issued = await this.#insert(token, expiry(token, Date.now()), false);
    if (issued === null) throw new StorageError('UNAVAILABLE', 'The token could not be stored; try again.');
    return issued;
  }

  createFirstAdministrator(): Promise<IssuedToken | null> {
    return this.#insert({ name: 'first administrator', scopes: ['ADMIN'], clusters: [EVERY_CLUSTER] }, expiry({}, Date.now()), true);
  }

  async authenticate(text: string): Promise<Bearer> {
    const parts = parseToken(text);
    if (parts === null) throw new StorageError('UNAUTHENTICATED', 'The token is not one of ours.');
    const [row] = await lookUp<BearerRow>(this.#source, OF_BEARER, [parts.id]);
    if (row === undefined || !isSecretOf(row.secretDigest, parts.secret) || row.isRevoked) throw new StorageError('UNAUTHENTICATED', 'The token is not valid.');
    if (row.expiredAt !== null) throw new StorageError('TOKEN_EXPIRED', 'The token has expired.', { expiresAt: row.expiredAt.toISOString() });
    if (row.isUseDue) await this.#touch(row.id);
    const { id, name, scopes, clusters } = row;
    return { id, name, scopes, clusters };
  }

  async get(id: string): Promise<ApiToken> {
    const { rows: [row] } = await query<Row>(this.#source, `SELECT ${COLUMNS} FROM api_token WHERE id = $1`, [storableText(id)]);
    if (row === undefined) throw new StorageError('NOT_FOUND', 'There is no such token.');
    return toToken(row);
  }

  async list({ first, after }: { readonly first: number; readonly after?: string }): Promise<Page<ApiToken>> {
    const { rows } = await query<PageRow<Row>>(this.#source, LIST, [after === undefined ? null : storableText(after), first + 1]);
    return toPage(rows, first, toToken);
  }

  async revoke(id: string): Promise<ApiToken> {
    const { rows: [row] } = await query<Row>(this.#source, `UPDATE api_token SET revoked_at = coalesce(revoked_at, now()) WHERE id = $1 RETURNING ${COLUMNS}`, [storableText(id)]);
    if (row === undefined) throw new StorageError('NOT_FOUND', 'There is no such token.');
    return toToken(row);
  }

  /** Null where a first token exists already. */
  async #insert({ name, scopes, clusters }: NewToken, expiresAt: Date, isInitial: boolean): Promise<IssuedToken | null> {
    const parts = generateToken();
    const { rows: [row] } = await query<Row>(this.#source, `${INSERT} ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`, [
      parts.id, storableText(name), hashSecret(parts.secret), scopes, clusters.map(storableText), expiresAt, isInitial,
    ]);
    return row === undefined ? null : { token: toToken(row), text: printToken(parts) };
  }

  /** The condition again, since many requests may come at once. */
  async #touch(id: string): Promise<void> {
    await query(this.#source, `UPDATE api_token SET last_used_at = now() WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`, [id]);
  }
}
