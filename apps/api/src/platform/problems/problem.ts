import type { ProblemCode } from './problem-catalogue.ts';

/** One part of a problem: a field that failed, a place in a manifest, a candidate. Plain data. */
export type ProblemPart = Readonly<Record<string, unknown>>;

/** An expected failure on its way to the client. `headers` go out with a REST answer. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly errors: readonly ProblemPart[];
  readonly headers: Readonly<Record<string, string>>;
  constructor(code: ProblemCode, detail: string, errors: readonly ProblemPart[] = [], headers: Readonly<Record<string, string>> = {}) {
    super(detail);
    this.name = 'Problem';
    this.code = code;
    this.errors = errors;
    this.headers = headers;
  }
}
