import { Catch } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { GqlContextType } from '@nestjs/graphql';
import type { Response } from 'express';
import type { IdentifiedRequest } from '../http/identified-request.ts';
import { internalProblem } from './internal-problem.ts';
import { problemDocument } from './problem-document.ts';
import { toProblem } from './to-problem.ts';

/** Answers whatever a controller or middleware threw as `application/problem+json`; an unknown error only as its request id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    // Apollo formats resolver errors itself; a filter that answered here would write to no response.
    if (host.getType<GqlContextType>() === 'graphql') throw error;
    const http = host.switchToHttp();
    answerProblem(error, http.getRequest<IdentifiedRequest>(), http.getResponse<Response>());
  }
}

/** Writes the problem for `error`; logs it when it is ours. */
export function answerProblem(error: unknown, request: IdentifiedRequest, response: Response): void {
  const problem = toProblem(error) ?? internalProblem();
  if (problem.code === 'INTERNAL') request.log?.error({ err: error, requestId: request.id }, 'unexpected error');
  if (response.headersSent) { response.destroy(); return; }
  const document = problemDocument(problem, request.id, request.originalUrl.split('?')[0] ?? '/');
  if (document.status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="postern"');
  for (const [name, value] of Object.entries(problem.headers)) response.setHeader(name, value);
  // An unread upload would keep the connection busy for a client that already has its answer.
  if (!request.complete) response.setHeader('Connection', 'close');
  response.status(document.status).type('application/problem+json').send(JSON.stringify(document));
}
