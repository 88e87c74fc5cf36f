import type { Bearer, Scope } from '@postern/db';

export type { Scope } from '@postern/db';

/** Who is asking: the bearer of one token. */
export interface Principal {
  readonly tokenId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Slugs of the clusters that it may see; `*` is all of them. */
  readonly clusters: '*' | readonly string[];
}

export const principalOf = (token: Bearer): Principal => ({
  tokenId: token.id, name: token.name, scopes: token.scopes, clusters: token.clusters.includes('*') ? '*' : token.clusters,
});

/** ADMIN stands for every scope. */
export const hasScope = (principal: Principal, scope: Scope): boolean => principal.scopes.includes('ADMIN') || principal.scopes.includes(scope);
export const seesCluster = (principal: Principal, slug: string): boolean => principal.clusters === '*' || principal.clusters.includes(slug);
