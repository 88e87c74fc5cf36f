import type { Direction, ResourceIdentity, StepOutcome, TierKind } from '@postern/engine';
import type { ViewKey } from '../view-key.ts';
import type { PlaceData, RuleData } from './explanation-data.ts';

export interface PolicyRuleData { readonly ref: RuleData; readonly direction: Direction; readonly outcome: StepOutcome }

/** One policy of a view. */
export interface PolicyData {
  readonly view: ViewKey;
  readonly identity: ResourceIdentity;
  readonly apiVersion: string;
  readonly tier: TierKind;
  /** Null for policies without one. */
  readonly priority: number | null;
  readonly directions: readonly Direction[];
  readonly rules: readonly PolicyRuleData[];
  /** The stored object as indented JSON, which is YAML too. */
  readonly manifest: string;
  readonly source: PlaceData | null;
}
