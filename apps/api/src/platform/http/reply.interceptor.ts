import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { GqlContextType } from '@nestjs/graphql';
import type { Response } from 'express';
import { map } from 'rxjs';
import type { Observable } from 'rxjs';
import { Reply } from './reply.ts';

/** Writes the status and headers of a `Reply`; other values go out as they are. */
@Injectable()
export class ReplyInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType<GqlContextType>() === 'graphql') return next.handle();
    return next.handle().pipe(map((value: unknown) => {
      if (!(value instanceof Reply)) return value;
      const response = context.switchToHttp().getResponse<Response>();
      for (const [name, text] of Object.entries(value.headers)) response.setHeader(name, text);
      response.status(value.status);
      return value.body as unknown;
    }));
  }
}
