import { ApolloServerErrorCode } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import { internalProblem } from '../problems/internal-problem.ts';
import { PROBLEMS } from '../problems/problem-catalogue.ts';
import type { ProblemCode } from '../problems/problem-catalogue.ts';
import { problemType } from '../problems/problem-document.ts';
import { Problem } from '../problems/problem.ts';
import { toProblem } from '../problems/to-problem.ts';

const OF_APOLLO: Readonly<Record<string, ProblemCode>> = {
  [ApolloServerErrorCode.GRAPHQL_PARSE_FAILED]: 'VALIDATION_FAILED',
  [ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED]: 'VALIDATION_FAILED',
  [ApolloServerErrorCode.BAD_USER_INPUT]: 'VALIDATION_FAILED',
  [ApolloServerErrorCode.BAD_REQUEST]: 'VALIDATION_FAILED',
  [ApolloServerErrorCode.OPERATION_RESOLUTION_FAILURE]: 'VALIDATION_FAILED',
  [ApolloServerErrorCode.PERSISTED_QUERY_NOT_FOUND]: 'NOT_FOUND',
  [ApolloServerErrorCode.PERSISTED_QUERY_NOT_SUPPORTED]: 'VALIDATION_FAILED',
};

/** A problem as a GraphQL error: the same code and members as over REST, under `extensions`. */
export function graphqlErrorOf(problem: Problem, requestId?: string): GraphQLFormattedError {
  const { title, status, retryable } = PROBLEMS[problem.code];
  const { code, errors, headers } = problem;
  const retryAfter = headers['Retry-After'];
  const extra = { ...(retryAfter === undefined ? {} : { retryAfter: Number(retryAfter) }), ...(requestId === undefined ? {} : { requestId }) };
  return { message: problem.message, extensions: { code, type: problemType(code), title, status, retryable, errors, ...extra } };
}

/** What a client may see of an error that Apollo is about to send: the catalogue's code, and nothing of an unknown error. */
export function formatGraphqlError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const place = { ...(formatted.path === undefined ? {} : { path: formatted.path }), ...(formatted.locations === undefined ? {} : { locations: formatted.locations }) };
  return { ...graphqlErrorOf(problemOf(formatted, error)), ...place };
}

/** What a resolver or a plugin threw; GraphQL wraps it. */
export const causeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'originalError' in error ? error.originalError ?? error : error);

/** The problem behind an error of GraphQL; INTERNAL for everything that is not expected. */
export function problemOf(formatted: GraphQLFormattedError, error: unknown): Problem {
  const known = toProblem(causeOf(error));
  if (known !== null) return known;
  const code = OF_APOLLO[String(formatted.extensions?.['code'])];
  // These describe the caller's own document; Apollo wrote the message.
  if (code !== undefined) return new Problem(code, formatted.message);
  return internalProblem();
}
