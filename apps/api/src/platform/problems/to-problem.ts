import { HttpException } from '@nestjs/common';
import { StorageError } from '@postern/db';
import { QuestionError } from '@postern/engine';
import { Problem } from './problem.ts';
import type { ProblemPart } from './problem.ts';
import type { ProblemCode } from './problem-catalogue.ts';

const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: 'VALIDATION_FAILED', 401: 'UNAUTHENTICATED', 403: 'SCOPE_MISSING', 404: 'NOT_FOUND', 405: 'NOT_FOUND', 406: 'NOT_ACCEPTABLE',
  413: 'PAYLOAD_TOO_LARGE', 415: 'UNSUPPORTED_MEDIA_TYPE', 422: 'VALIDATION_FAILED', 429: 'RATE_LIMITED', 503: 'UNAVAILABLE',
};

const RETRY_SOON = { 'Retry-After': '2' };

/** Connection failures of node:net and SQLSTATEs of a server that is away, starting, full or without our database: the request was fine. */
const isDatabaseAway = (code: unknown): boolean => typeof code === 'string' && /^(ECONN(REFUSED|RESET)|ETIMEDOUT|EPIPE|08|57P|53300|3D000)/.test(code);

/** Says for an error of any origin what the client may learn; null for one that reveals nothing (INTERNAL). */
export function toProblem(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  if (error instanceof QuestionError || error instanceof StorageError) return questionProblem(error.code, error.message, error.details);
  if (error instanceof HttpException) return ofStatus(error.getStatus(), error.message);
  return typeof error === 'object' && error !== null ? ofForeign(error) : null;
}

function ofForeign(error: object): Problem | null {
  // body-parser and raw-body mark what a client did wrong with `expose` and a status.
  if ('expose' in error && error.expose === true && 'status' in error && typeof error.status === 'number') return ofStatus(error.status, error instanceof Error ? error.message : '');
  return 'code' in error && isDatabaseAway(error.code) ? new Problem('UNAVAILABLE', 'the database cannot be reached', [], RETRY_SOON) : null;
}

export function questionProblem(code: ProblemCode, message: string, details: Readonly<Record<string, unknown>>): Problem {
  return new Problem(code, message, detailParts(details), code === 'UNAVAILABLE' ? RETRY_SOON : {});
}

/** A list under `errors` is the parts themselves; other details are one part. */
function detailParts(details: Readonly<Record<string, unknown>>): readonly ProblemPart[] {
  if (Array.isArray(details['errors'])) return details['errors'] as readonly ProblemPart[];
  return Object.keys(details).length === 0 ? [] : [details];
}

function ofStatus(status: number, detail: string): Problem | null {
  const code = BY_STATUS[status];
  return code === undefined ? null : new Problem(code, detail);
}
