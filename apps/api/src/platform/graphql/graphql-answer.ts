import { HeaderMap } from '@apollo/server';
import { Injectable } from '@nestjs/common';
import type { NestMiddleware } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { AbstractGraphQLDriver } from '@nestjs/graphql';
import { invariant } from '@postern/engine';
import type { Response } from 'express';
import type { IdentifiedRequest } from '../http/identified-request.ts';
import type { GraphqlDriver } from './graphql-driver.ts';
import { requestContext } from './request-context.ts';

/**
 * Answers what the gate let through, at `/graphql` alone. What other ways to Apollo there are have the URL of each request
 * taken apart by a function that looks through the stack for its caller, and the text of each answer measured once more.
 */
@Injectable()
export class GraphqlAnswer implements NestMiddleware {
  constructor(private readonly module: ModuleRef) {}

  async use(request: IdentifiedRequest, response: Response): Promise<void> {
    const { instance } = this.module.get<unknown, GraphqlDriver>(AbstractGraphQLDriver, { strict: false });
    const { status, headers, body } = await instance.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: request.method, headers: headersOf(request), search: searchOf(request.originalUrl), body: request.body as unknown },
      context: () => Promise.resolve(requestContext({ req: request })),
    });
    invariant(body.kind === 'complete', 'E-6D1B', 'an answer without deferred parts is complete');
    for (const [name, value] of headers) response.setHeader(name, value);
    response.statusCode = status ?? 200;
    response.end(body.string);
  }
}

function headersOf({ headers }: IdentifiedRequest): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) map.set(name, typeof value === 'string' ? value : value.join(', '));
  return map;
}

const searchOf = (url: string): string => {
  const at = url.indexOf('?');
  return at === -1 ? '' : url.slice(at);
};
