import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { GqlContextType } from '@nestjs/graphql';
import type { Request, Response } from 'express';
import { map } from 'rxjs';
import type { Observable } from 'rxjs';
import { Problem } from '../problems/problem.ts';
import { Reply } from './reply.ts';

const TYPES = ['application/json', 'application/problem+json', 'application/x-ndjson'];

/** Refuses callers that accept nothing that can be given; writes the status and headers of a `Reply`; other values go out as they are. */
@Injectable()
export class ReplyInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType<GqlContextType>() === 'graphql') return next.handle();
    const request = context.switchToHttp().getRequest<Request>();
    if (request.path.startsWith('/v1/') && request.accepts(TYPES) === false) throw new Problem('NOT_ACCEPTABLE', `this can be had as ${TYPES.join(', ')}`);
    return next.handle().pipe(map((value: unknown) => {
      if (!(value instanceof Reply)) return value;
      const response = context.switchToHttp().getResponse<Response>();
      for (const [name, text] of Object.entries(value.headers)) response.setHeader(name, text);
      response.status(value.status);
      return value.body as unknown;
    }));
  }
}
