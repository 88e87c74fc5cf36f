import { ALL_IPV4, ALL_IPV6, EMPTY, intersect, union, type ConnectionSet } from '../../model/connection-set.ts';
import type { TrafficQuestion } from '../../model/question.ts';

/**
 * What the sets of an answer are printed against. Where traffic was named, an answer holds no more than that, and
 * all that was asked of a protocol outside the enforcer's model must not read as all of the protocol.
 */
export function answerUniverse(traffic: TrafficQuestion | null, universe: ConnectionSet): ConnectionSet {
  if (traffic === null) return universe;
  return [ALL_IPV4, ALL_IPV6].filter((family) => intersect(universe, family).length > 0).reduce(union, EMPTY);
}
