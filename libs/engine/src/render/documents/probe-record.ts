import { connectionText } from '../../model/connection-text.ts';
import type { PointAnswer } from '../../model/point-answer.ts';
import type { Confidence, PairCounts, Verdict, VerdictByBasis } from '../../model/verdict.ts';
import { answerUniverse } from './answer-universe.ts';
import { caveatRecords, type CaveatRecord } from './caveat-record.ts';
import { isAllowed, legRecord, type LegRecord } from './leg-record.ts';
import { serviceRecord, type ServiceRecord } from './service-record.ts';

/** The record of one point question, its keys in this order. */
export interface PointRecord {
  readonly verdict: Verdict;
  readonly allowed: boolean | null;
  /** What every pair surely has, of what was asked. */
  readonly set: string;
  /** What some pairs have, where that is not nothing. */
  readonly partial?: string;
  /** What cannot be decided, where that is not nothing. */
  readonly undecided?: string;
  /** For more than one concrete pair. */
  readonly pairs?: PairCounts;
  readonly confidence: Confidence;
  readonly byBasis: VerdictByBasis;
  readonly caveats: readonly CaveatRecord[];
  /** Where a Service was asked: how its port becomes the one that policies see. */
  readonly service?: ServiceRecord;
  readonly egress: LegRecord;
  readonly ingress: LegRecord;
}

/** One line that `probe` prints: the answer, or why there is none. */
export type ProbeRecord = { readonly id: string } & (PointRecord | { readonly error: { readonly code: string; readonly message: string } });

const NO_LEG: LegRecord = { verdict: 'UNKNOWN', allowed: null, decidedBy: [], isolatedBy: [], passedBy: [] };

/** The answer to one line of `postern probe`. */
export const probeRecord = (id: string, answer: PointAnswer): ProbeRecord => ({ id, ...pointRecord(answer) });

/** The answer to one line of `postern probe` that could not be answered. */
export const probeFailure = (id: string, error: { readonly code: string; readonly message: string }): ProbeRecord => ({ id, error: { code: error.code, message: error.message } });

/** The record of a point question without steps. */
export function pointRecord(answer: PointAnswer): PointRecord {
  const { reachability, witness } = answer;
  const universe = answerUniverse(answer.traffic, reachability.universe);
  const text = (set: PointAnswer['reachability']['allowed']): string => connectionText(set, universe);
  return {
    verdict: reachability.verdict, allowed: isAllowed(reachability.verdict), set: text(reachability.allowed),
    ...(reachability.partial.length > 0 && { partial: text(reachability.partial) }),
    ...(reachability.undecided.length > 0 && { undecided: text(reachability.undecided) }),
    ...(reachability.pairs.total !== 1 && { pairs: reachability.pairs }),
    confidence: reachability.confidence, byBasis: answer.byBasis, caveats: caveatRecords(reachability.caveats),
    ...(answer.service !== null && { service: serviceRecord(answer.service) }),
    egress: witness === null ? NO_LEG : legRecord(witness.trace.egress),
    ingress: witness === null ? NO_LEG : legRecord(witness.trace.ingress),
  };
}
