import { Problem } from './problem.ts';

/** What a client learns of a failure that nobody expected: nothing but where to look. */
export const internalProblem = (): Problem => new Problem('INTERNAL', 'the request id finds this failure in the log of the service');
