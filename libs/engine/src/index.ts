export { invariant, InvariantError } from './model/invariant.ts';
