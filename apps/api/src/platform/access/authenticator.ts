import { Inject, Injectable } from '@nestjs/common';
import type { Storage } from '@postern/db';
import type { IdentifiedRequest } from '../http/identified-request.ts';
import { Problem } from '../problems/problem.ts';
import { STORAGE } from '../storage.module.ts';
import { CostBudget } from './cost-budget.ts';
import { principalOf } from './principal.ts';
import type { Principal } from './principal.ts';

/** What a request without a valid token takes from the budget of its address: about twenty tries a second, then a wait. */
const COST_OF_FAILURE = 10;

/** Finds out who sent a request, once for each request. */
@Injectable()
export class Authenticator {
  constructor(@Inject(STORAGE) private readonly storage: Storage, private readonly budget: CostBudget) {}

  /** @throws {Problem} UNAUTHENTICATED, TOKEN_EXPIRED, or RATE_LIMITED for an address that keeps failing */
  async identify(request: IdentifiedRequest): Promise<Principal> {
    if (request.principal !== undefined) return request.principal;
    try {
      request.principal = principalOf(await this.storage.tokens.authenticate(bearerToken(request.headers.authorization)));
      return request.principal;
    } catch (error) {
      this.budget.spend(`address ${request.ip ?? ''}`, COST_OF_FAILURE);
      throw error;
    }
  }
}

function bearerToken(header: string | undefined): string {
  const match = /^Bearer ([\w.~+/=-]{1,512})$/i.exec(header ?? '');
  if (match?.[1] === undefined) throw new Problem('UNAUTHENTICATED', 'send a token as "Authorization: Bearer postern_…"');
  return match[1];
}
