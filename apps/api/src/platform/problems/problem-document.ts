import { PROBLEMS } from './problem-catalogue.ts';
import type { ProblemCode } from './problem-catalogue.ts';
import type { Problem, ProblemPart } from './problem.ts';

/** The body of `application/problem+json` (RFC 9457) with Postern's own members. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: ProblemCode;
  readonly requestId: string;
  readonly retryable: boolean;
  readonly errors: readonly ProblemPart[];
}

/** The page that explains a code; relative to where the service's documents are published. */
export const problemType = (code: ProblemCode): string => `urn:postern:problem:${code}`;

export function problemDocument(problem: Problem, requestId: string, instance: string): ProblemDocument {
  const { status, title, retryable } = PROBLEMS[problem.code];
  return { type: problemType(problem.code), title, status, detail: problem.message, instance, code: problem.code, requestId, retryable, errors: problem.errors };
}
