import type { Direction, PairCounts, PolicyImpact, ResourceIdentity, RuleStatus } from '@postern/engine';
import type { RuleData } from './explanation-data.ts';

/** A rule of another policy. */
export interface RuleRecord extends ResourceIdentity { readonly rule: number | null; readonly pointer: string }

/** What one policy does, as a document says it. */
export interface ImpactRecord extends Pick<PolicyImpact, 'effect' | 'verdicts' | 'podPairs' | 'nodePairs' | 'outside'> {
  readonly policy: ResourceIdentity;
  readonly rules: readonly { readonly direction: Direction; readonly rule: number | null; readonly name: string | null; readonly pointer: string; readonly status: RuleStatus; readonly isOwnSide: boolean; readonly shadowedBy: readonly RuleRecord[] }[];
}

export interface RuleStatusData { readonly direction: Direction; readonly pointer: string; readonly status: RuleStatus; readonly shadowedBy: readonly RuleData[] }

/** What one policy of a view does, for GraphQL. */
export interface ImpactData { readonly verdicts: PairCounts; readonly rules: readonly RuleStatusData[] }
