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

export interface HopPortData { readonly protocol: 'TCP' | 'UDP' | 'SCTP'; readonly servicePort: number; readonly targetPort: string }
/** How the question crosses a Service; the first port stands by itself too. */
export interface ServiceHopData extends HopPortData { readonly service: ResourceIdentity; readonly backends: number; readonly readyBackends: number; readonly ports: readonly HopPortData[] }

/** Rule by rule, why one concrete pair got its answer; without steps for a question without pairs. */
export interface ExplanationData {
  readonly summary: string;
  readonly egress: LegData;
  readonly ingress: LegData;
  /** Null where no Service was asked, or none of its ports. */
  readonly service: ServiceHopData | null;
  readonly blockers: readonly BlockerData[];
}
