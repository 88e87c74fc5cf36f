import type { Direction, ResourceIdentity, StepOutcome, TierKind, Verdict } from '@postern/engine';
import type { SetData } from './set-data.ts';

export interface PlaceData { readonly file: string; readonly line: number | null }
export interface RuleData { readonly index: number; readonly name: string | null; readonly pointer: string; readonly source: PlaceData | null }

export interface StepData {
  readonly tier: TierKind;
  readonly tierName: string;
  readonly order: number;
  readonly outcome: StepOutcome;
  readonly code: string;
  readonly message: string;
  readonly policy: ResourceIdentity | null;
  readonly rule: RuleData | null;
  readonly connections: SetData;
  /** It decided, so that it is shown where only deciding steps are asked for. */
  readonly isDeciding: boolean;
}
export interface LegData { readonly direction: Direction; readonly verdict: Verdict; readonly allowed: SetData; readonly steps: readonly StepData[] }
export interface BlockerData { readonly direction: Direction; readonly code: string; readonly policies: readonly ResourceIdentity[]; readonly fix: string }

/** Rule by rule, why one concrete pair got its answer; null for a question without pairs. */
export interface ExplanationData { readonly summary: string; readonly egress: LegData; readonly ingress: LegData; readonly blockers: readonly BlockerData[] }
