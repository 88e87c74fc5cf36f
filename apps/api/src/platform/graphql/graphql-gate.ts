import { Inject, Injectable } from '@nestjs/common';
import type { NestMiddleware } from '@nestjs/common';
import type { Config } from '@postern/config';
import type { NextFunction, Response } from 'express';
import { GraphQLError, parse } from 'graphql';
import { Authenticator } from '../access/authenticator.ts';
import { CONFIG } from '../config.token.ts';
import type { IdentifiedRequest } from '../http/identified-request.ts';
import { internalProblem } from '../problems/internal-problem.ts';
import { PROBLEMS } from '../problems/problem-catalogue.ts';
import { Problem } from '../problems/problem.ts';
import { toProblem } from '../problems/to-problem.ts';
import { documentSize } from './document-size.ts';
import { graphqlErrorOf } from './graphql-error.ts';
import { KnownSizes } from './known-sizes.ts';

/**
 * Stands before GraphQL: no document is even validated for a caller without a token, or when it is larger than allowed.
 * That also keeps introspection to authenticated callers, since introspection meets no resolver and so no guard.
 */
@Injectable()
export class GraphqlGate implements NestMiddleware {
  private readonly known = new KnownSizes();

  constructor(private readonly authenticator: Authenticator, @Inject(CONFIG) private readonly config: Config) {}

  async use(request: IdentifiedRequest, response: Response, next: NextFunction): Promise<void> {
    // Answers depend on who asks, and are asked for by POST.
    response.setHeader('Cache-Control', 'no-store');
    try {
      await this.authenticator.identify(request);
      this.checkDocument(documentText(request));
    } catch (error) { this.refuse(error, request, response); return; }
    next();
  }

  private checkDocument(text: string | undefined): void {
    // Apollo explains a missing document.
    if (text === undefined) return;
    const { GRAPHQL_MAX_BYTES, GRAPHQL_MAX_TOKENS, GRAPHQL_MAX_DEPTH, GRAPHQL_MAX_ALIASES, GRAPHQL_MAX_ROOT_FIELDS, GRAPHQL_MAX_FIELDS } = this.config;
    if (Buffer.byteLength(text) > GRAPHQL_MAX_BYTES) throw new Problem('DOCUMENT_TOO_LARGE', `a document may have ${String(GRAPHQL_MAX_BYTES)} bytes`);
    const size = this.known.get(text) ?? sizeOf(text, GRAPHQL_MAX_TOKENS);
    if (size === null) return;
    if (size.depth > GRAPHQL_MAX_DEPTH) throw new Problem('QUERY_TOO_DEEP', `the depth is ${String(size.depth)} and may be ${String(GRAPHQL_MAX_DEPTH)}`);
    const bounds = [['root fields', size.rootFields, GRAPHQL_MAX_ROOT_FIELDS], ['aliases', size.aliases, GRAPHQL_MAX_ALIASES], ['fields', size.fields, GRAPHQL_MAX_FIELDS]] as const;
    for (const [what, count, bound] of bounds) if (count > bound) throw new Problem('QUERY_TOO_COMPLEX', `there are ${String(count)} ${what} and may be ${String(bound)}`);
    // What is refused is no document that comes again.
    this.known.put(text, size);
  }

  private refuse(error: unknown, request: IdentifiedRequest, response: Response): void {
    const problem = toProblem(error) ?? internalProblem();
    if (problem.code === 'INTERNAL') request.log?.error({ err: error, requestId: request.id }, 'unexpected error');
    if (problem.code === 'UNAUTHENTICATED' || problem.code === 'TOKEN_EXPIRED') response.setHeader('WWW-Authenticate', 'Bearer realm="postern"');
    for (const [name, value] of Object.entries(problem.headers)) response.setHeader(name, value);
    response.status(PROBLEMS[problem.code].status).json({ errors: [graphqlErrorOf(problem, request.id)], extensions: { cost: { requested: 0 } } });
  }
}

function documentText(request: IdentifiedRequest): string | undefined {
  const body: unknown = request.method === 'GET' ? request.query : request.body;
  return typeof body === 'object' && body !== null && 'query' in body && typeof body.query === 'string' ? body.query : undefined;
}

/** Null for a text with a syntax error, which Apollo reports with its place. */
function sizeOf(text: string, maxTokens: number): ReturnType<typeof documentSize> | null {
  try { return documentSize(parse(text, { maxTokens, noLocation: true })); } catch (error) {
    if (error instanceof GraphQLError && error.message.includes('tokens')) throw new Problem('DOCUMENT_TOO_LARGE', `a document may have ${String(maxTokens)} tokens`);
    // The parser recurses, so that nesting alone can exhaust the stack.
    if (error instanceof RangeError) throw new Problem('QUERY_TOO_DEEP', 'the document is nested too deeply to be read');
    return null;
  }
}
