import { Problem } from '../problems/problem.ts';
import { hasScope, seesCluster } from './principal.ts';
import type { Principal, Scope } from './principal.ts';

/** @throws {Problem} SCOPE_MISSING, naming the scope */
export function requireScope(principal: Principal, scope: Scope): void {
  if (!hasScope(principal, scope)) throw new Problem('SCOPE_MISSING', `this needs the scope ${scope}`, [{ scope }]);
}

/**
 * A cluster that a token may not see answers like one that does not exist.
 *
 * @throws {Problem} NOT_FOUND
 */
export function requireCluster(principal: Principal, slug: string): void {
  if (!seesCluster(principal, slug)) throw clusterNotFound(slug);
}

export const clusterNotFound = (slug: string): Problem => new Problem('NOT_FOUND', `there is no cluster "${slug}"`);
