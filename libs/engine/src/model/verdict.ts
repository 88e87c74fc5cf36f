import type { ConnectionSet } from './connection-set.ts';
import type { Caveat } from './firewalls.ts';

/** Over one concrete pair and port only ALLOWED, DENIED or UNKNOWN occur. */
export type Verdict = 'ALLOWED' | 'DENIED' | 'PARTIAL' | 'UNKNOWN';
/** How sure an answer is: EXACT; BOUNDED, something is undecided; INCOMPLETE, something that could change it was not read, collected or modelled. */
export type Confidence = 'EXACT' | 'BOUNDED' | 'INCOMPLETE';
/** Whose meaning is asked for: the upstream text (SPECIFIED), what the recognised enforcer does (ENFORCED), or the second where it is known and else the first (EFFECTIVE). */
export type Basis = 'EFFECTIVE' | 'SPECIFIED' | 'ENFORCED';

/** How many concrete pairs fall in each verdict. Pair counts pass 2^31 at 100,000 pods but stay exact doubles. */
export interface PairCounts { readonly total: number; readonly allowed: number; readonly denied: number; readonly partial: number; readonly unknown: number }

/**
 * The answer to a question over one or many pairs. The three sets are disjoint and already cut to the traffic that
 * was asked for and to `universe`; what was asked for and is in none of them is denied.
 */
export interface Reachability {
  readonly verdict: Verdict;
  /** For every pair, surely. */
  readonly allowed: ConnectionSet;
  /** For some pairs. */
  readonly partial: ConnectionSet;
  /** Between the lower and the upper bound. */
  readonly undecided: ConnectionSet;
  /** What can be asked of these pairs: what the enforcer models, in the families that any pair has. Pass it to connectionText. */
  readonly universe: ConnectionSet;
  readonly pairs: PairCounts;
  readonly confidence: Confidence;
  readonly caveats: readonly Caveat[];
}

/** Why what a policy says and what the cluster does differ. */
export type DifferenceCode =
  | 'NO_ENFORCER' | 'ENFORCER_DISABLED' | 'NODE_NOT_ENFORCING' | 'FIELD_NOT_HONOURED' | 'POLICY_REJECTED' | 'IP_BLOCK_EXCLUDES_PODS'
  | 'HOST_EXCEPTION' | 'STRICT_DEFAULT_DENY' | 'UNMANAGED_POD' | 'FROZEN' | 'SECOND_ENFORCER' | 'KIND_NOT_ENFORCED';

/** The two answers side by side; `differences` is empty where they agree or the first is UNKNOWN, and where a policy decides that only the enforcer reads. */
export interface VerdictByBasis { readonly specified: Verdict; readonly enforced: Verdict; readonly differences: readonly DifferenceCode[] }
