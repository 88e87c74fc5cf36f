import type { Basis, Confidence, PairCounts, ResourceIdentity, Verdict, VerdictByBasis } from '@postern/engine';
import type { ViewKey } from '../view-key.ts';
import type { EndpointData } from './endpoint-data.ts';
import type { SetData } from './set-data.ts';

/** Traffic of a question as text, with what the text cannot hold. */
export interface TrafficAsk { readonly text: string; readonly sourcePort?: number; readonly family?: 4 | 6 }

/** A point question by references. */
export interface PointAsk { readonly from: string; readonly to: string; readonly traffic: TrafficAsk; readonly basis: Basis }

export interface CaveatData { readonly code: string; readonly message: string; readonly resources: readonly ResourceIdentity[] }

/** The answer to a point question, or one row of a set question. */
export interface ReachabilityData {
  readonly view: ViewKey;
  readonly ask: PointAsk;
  readonly from: EndpointData;
  readonly to: EndpointData;
  readonly verdict: Verdict;
  readonly byBasis: VerdictByBasis;
  readonly allowed: SetData;
  readonly partial: SetData;
  readonly undecided: SetData;
  readonly confidence: Confidence;
  readonly caveats: readonly CaveatData[];
  readonly pairs: PairCounts;
}
