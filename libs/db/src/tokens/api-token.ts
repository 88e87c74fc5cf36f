import type { Page } from '../page.ts';

/** What a token may do. */
export const SCOPES = [
  'SNAPSHOT_WRITE', 'SNAPSHOT_READ', 'CONNECTIVITY_READ', 'SCENARIO_WRITE', 'GUARDRAIL_READ', 'GUARDRAIL_WRITE',
  'FINDING_TRIAGE', 'WEBHOOK_MANAGE', 'TOKEN_MANAGE', 'AUDIT_READ', 'ADMIN',
] as const;
/** One thing that a token may do. */
export type Scope = (typeof SCOPES)[number];

/** A token without its secret. */
export interface ApiToken {
  readonly id: string;
  readonly name: string;
  /** The part of the token's text that may be shown. */
  readonly prefix: string;
  readonly scopes: readonly Scope[];
  /** Slugs; the one entry `*` stands for every cluster. */
  readonly clusters: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** Who shows a token, and what they may do. */
export type Bearer = Pick<ApiToken, 'id' | 'name' | 'scopes' | 'clusters'>;

/** A token to be made. */
export interface NewToken {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly clusters: readonly string[];
  /** 90 days from now when left out; at most 366 days from now. */
  readonly expiresAt?: Date;
}

/** A fresh token with its text, which is not kept and cannot be shown again. */
export interface IssuedToken { readonly token: ApiToken; readonly text: string }

/** The tokens that callers show; their secrets are kept as digests only. */
export interface TokenStore {
  /** @throws StorageError VALIDATION_FAILED (`details.field`) */
  create(token: NewToken): Promise<IssuedToken>;
  /** The first call on a database gives an administrator's token for every cluster; every other call, in any process, null. */
  createFirstAdministrator(): Promise<IssuedToken | null>;
  /**
   * Who shows a text; notes its use at most once a minute. One statement, two when the use is noted.
   *
   * @throws StorageError UNAUTHENTICATED when it is malformed, unknown, wrong or revoked; TOKEN_EXPIRED.
   */
  authenticate(text: string): Promise<Bearer>;
  /** @throws StorageError NOT_FOUND */
  get(id: string): Promise<ApiToken>;
  /** Newest first, after the token `after`. */
  list(query: { readonly first: number; readonly after?: string }): Promise<Page<ApiToken>>;
  /** Revoking again changes nothing. @throws StorageError NOT_FOUND */
  revoke(id: string): Promise<ApiToken>;
}
