import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { GqlContextType } from '@nestjs/graphql';
import type { IdentifiedRequest } from '../http/identified-request.ts';
import { Problem } from '../problems/problem.ts';
import type { Principal } from './principal.ts';

/** The bearer of the request's token. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const request = context.getType<GqlContextType>() === 'graphql' ? GqlExecutionContext.create(context).getContext<{ req: IdentifiedRequest }>().req : context.switchToHttp().getRequest<IdentifiedRequest>();
  if (request.principal === undefined) throw new Problem('UNAUTHENTICATED', 'nobody is asking');
  return request.principal;
});
