import type { Selection, TrafficQuestion } from './question.ts';
import type { ServiceHop } from './service-hop.ts';
import type { Trace } from './trace.ts';
import type { Basis, Reachability, VerdictByBasis } from './verdict.ts';

/** Everything known about one question from one end to another. */
export interface PointAnswer {
  readonly from: Selection;
  readonly to: Selection;
  readonly traffic: TrafficQuestion | null;
  readonly basis: Basis;
  /** Under the basis that was asked for, with the caveats of both ends. */
  readonly reachability: Reachability;
  readonly byBasis: VerdictByBasis;
  /** How the question crosses the Service that it names; null where it names none, or one that changes nothing of it. */
  readonly service: ServiceHop | null;
  readonly witness: Witness | null;
}

/** One concrete pair that shows the answer: a denied or undecided one where there is any. Null where the question has no pairs. */
export interface Witness { readonly from: string; readonly to: string; readonly trace: Trace }
