import type { ProblemCode } from '../../platform/problems/problem-catalogue.ts';

/** What goes to a thread: plain data under a number. */
export interface Request { readonly id: number; readonly name: string; readonly body: unknown }

/** Why a thread gave no answer: something the caller can mend, or a bug. */
export type Failure =
  | { readonly kind: 'expected'; readonly code: ProblemCode; readonly message: string; readonly details: Readonly<Record<string, unknown>> }
  /** The thread has kept too little of the version for this question. */
  | { readonly kind: 'whole view wanted' }
  | { readonly kind: 'bug'; readonly message: string; readonly stack?: string };

/** An answer or a failure ends a question; what is done of it, from 0 to 1, may come before. */
export type Reply = { readonly id: number; readonly answer: unknown } | { readonly id: number; readonly progress: number } | { readonly id: number; readonly failure: Failure };
