import { EMPTY, isEmptySet, subtract, union, type ConnectionSet } from '../model/connection-set.ts';
import type { Caveat } from '../model/firewalls.ts';
import type { Leg, Step } from '../model/trace.ts';

const NONE: readonly Caveat[] = [];

const admittedBy = (steps: readonly Step[]): ConnectionSet => steps.map(({ connections }) => connections).reduce(union, EMPTY);

/** What several rules say alike is said once. */
const distinct = (caveats: readonly Caveat[]): readonly Caveat[] => [...new Map(caveats.map((caveat) => [`${caveat.code} ${caveat.message}`, caveat])).values()];

/** What has to hold besides for connections that no rule admits without a condition: a plain rule cancels the others. */
export function conditionsOf({ decidedBy }: Leg): readonly Caveat[] {
  if (!decidedBy.some(({ condition }) => condition !== undefined)) return NONE;
  const admitting = decidedBy.filter(({ outcome }) => outcome === 'ADMITS');
  const plainly = admittedBy(admitting.filter(({ condition }) => condition === undefined));
  return distinct(admitting.flatMap(({ condition, connections }) => (condition === undefined || isEmptySet(subtract(connections, plainly)) ? [] : [condition])));
}

/** What is to be said of rules that decided otherwise than expected, unless others decided all of it the same way. */
export function notesOf({ decidedBy }: Leg): readonly Caveat[] {
  if (!decidedBy.some(({ note }) => note !== undefined)) return NONE;
  const noted = decidedBy.flatMap(({ note, outcome, connections }) => (note === undefined ? [] : [{ note, outcome, connections }]));
  return distinct(noted.flatMap(({ note, outcome, connections }) => {
    const plainly = admittedBy(outcome === 'ADMITS' ? decidedBy.filter((step) => step.outcome === outcome && step.note === undefined) : []);
    return isEmptySet(subtract(connections, plainly)) ? [] : [note];
  }));
}
