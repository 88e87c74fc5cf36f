/**
 * Counts of work done, equal on every machine for equal input, so that a test can hold them to a ceiling.
 * Stages add to the object they are handed; nothing reads it to decide anything.
 */
export interface Counters {
  /** Distinct combinations of labels that rules name, addresses, ports and flags. */
  groups: number;
  classes: number;
  externalClasses: number;
  /** Distinct label expressions, and how often one was evaluated on a label set. */
  expressions: number;
  labelEvaluations: number;
  /** Distinct peer conditions, and the sum of their members. */
  conditions: number;
  memberships: number;
  profiles: number;
  programs: number;
  programEntries: number;
  distinctSets: number;
  /** Set operations that were computed, not remembered. */
  setOperations: number;
  /** Rows folded, and the steps that took. */
  rows: number;
  foldSteps: number;
  /** Slots that stand in a factored row by themselves, and pairs of classes that had to be looked at for them. */
  rowExceptions: number;
  exceptionPairs: number;
  /** Blocks, exceptions and pairs on one node that tables of all pairs were added up from. */
  pairSteps: number;
  /** Causes of changes that were looked for; those of which the same can be said share what is found. */
  attributions: number;
  /** Rows folded without a policy, and without one of its rules, to see what it does. */
  rowsWithoutPolicy: number;
  rowsWithoutRule: number;
  /** Changes of a live view: programs written again, classes that came out of others, classes of endpoints unlike all others, and compilations anew. */
  programsWritten: number;
  classesSplit: number;
  classesAdded: number;
  recompiles: number;
}

/** Work counters at zero, to be handed to {@link compile}. */
export const newCounters = (): Counters => ({
  groups: 0, classes: 0, externalClasses: 0, expressions: 0, labelEvaluations: 0, conditions: 0, memberships: 0,
  profiles: 0, programs: 0, programEntries: 0, distinctSets: 0, setOperations: 0, rows: 0, foldSteps: 0, rowExceptions: 0, exceptionPairs: 0, pairSteps: 0, attributions: 0,
  rowsWithoutPolicy: 0, rowsWithoutRule: 0,
  programsWritten: 0, classesSplit: 0, classesAdded: 0, recompiles: 0,
});
