import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { GqlContextType } from '@nestjs/graphql';
import type { Response } from 'express';
import type { IdentifiedRequest } from '../http/identified-request.ts';
import { Problem } from '../problems/problem.ts';
import { COST, PUBLIC, REQUIRED_SCOPES } from './access.decorators.ts';
import { Authenticator } from './authenticator.ts';
import { CostBudget } from './cost-budget.ts';
import { requireScope } from './permission.ts';
import type { Scope } from './principal.ts';

/** Stands before every route and resolver: what is neither `@Public` nor `@Scopes` is refused. */
@Injectable()
export class TokenGuard implements CanActivate {
  constructor(private readonly reflector: Reflector, private readonly authenticator: Authenticator, private readonly budget: CostBudget) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.read(PUBLIC, context) === true) return true;
    const isGraphql = context.getType<GqlContextType>() === 'graphql';
    const request = isGraphql ? GqlExecutionContext.create(context).getContext<{ req: IdentifiedRequest }>().req : context.switchToHttp().getRequest<IdentifiedRequest>();
    const principal = await this.authenticator.identify(request);
    const scopes = this.read(REQUIRED_SCOPES, context) as readonly Scope[] | undefined;
    // Nothing was declared, so nobody decided who may do this.
    if (scopes === undefined) throw new Problem('NOT_FOUND', 'nothing here can be asked for');
    for (const scope of scopes) requireScope(principal, scope);
    // A GraphQL operation was charged as a whole before it ran.
    if (isGraphql) return true;
    const left = this.budget.spend(principal.tokenId, (this.read(COST, context) as number | undefined) ?? 1);
    context.switchToHttp().getResponse<Response>().setHeader('X-Cost-Remaining', String(left));
    return true;
  }

  private read(key: string, context: ExecutionContext): unknown { return this.reflector.getAllAndOverride(key, [context.getHandler(), context.getClass()]); }
}
