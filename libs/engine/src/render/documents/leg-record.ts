import { connectionText } from '../../model/connection-text.ts';
import type { ConnectionSet } from '../../model/connection-set.ts';
import type { Leg, Step } from '../../model/trace.ts';
import type { Verdict } from '../../model/verdict.ts';
import { resourceRecord, stepRecord, type ResourceRecord, type StepRecord } from './step-record.ts';

/** One direction of the witness pair. */
export interface LegRecord {
  readonly verdict: Verdict;
  readonly allowed: boolean | null;
  readonly decidedBy: readonly StepRecord[];
  readonly isolatedBy: readonly ResourceRecord[];
  readonly passedBy: readonly (ResourceRecord & { readonly rule: number | null })[];
}

/** A direction with every step in order. */
export interface FullLegRecord extends LegRecord { readonly steps: readonly FullStepRecord[] }
export type FullStepRecord = { readonly order: number; readonly outcome: string; readonly message: string; readonly connections: string } & StepRecord;

/** True, false, or null where the verdict is UNKNOWN. */
export const isAllowed = (verdict: Verdict): boolean | null => (verdict === 'UNKNOWN' ? null : verdict === 'ALLOWED');

export function legRecord(leg: Leg): LegRecord {
  return {
    verdict: leg.verdict, allowed: isAllowed(leg.verdict),
    decidedBy: leg.decidedBy.map(stepRecord),
    isolatedBy: leg.isolatedBy.map(resourceRecord),
    passedBy: leg.passedBy.map((passed) => ({ ...resourceRecord(passed), rule: passed.rule })),
  };
}

export const fullLegRecord = (leg: Leg, universe: ConnectionSet): FullLegRecord => ({ ...legRecord(leg), steps: leg.steps.map((step) => fullStepRecord(step, universe)) });

const fullStepRecord = (step: Step, universe: ConnectionSet): FullStepRecord => ({
  order: step.order, outcome: step.outcome, message: step.message, connections: connectionText(step.connections, universe), ...stepRecord(step),
});
