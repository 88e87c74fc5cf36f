import type { ConnectionSet } from './connection-set.ts';
import type { ExplanationCode } from './explanation-code.ts';
import type { Caveat, Direction, Origin, RuleAction, TierKind } from './firewalls.ts';
import type { ResourceIdentity } from './location.ts';
import type { DifferenceCode, Verdict } from './verdict.ts';

/** What a step did with the traffic that reached it; UNDECIDABLE where the input cannot tell. */
export type StepOutcome = 'ADMITS' | 'DOES_NOT_ADMIT' | 'DENIES' | 'PASSES' | 'NOT_APPLICABLE' | 'UNDECIDABLE';

/** What one rule, or the absence of rules, did with the traffic that reached it. */
export interface Step {
  readonly tier: TierKind;
  readonly tierName: string;
  /** Position in the whole walk, from 0. */
  readonly order: number;
  readonly outcome: StepOutcome;
  readonly code: ExplanationCode;
  /** One sentence. */
  readonly message: string;
  readonly action: RuleAction | null;
  readonly origin: Origin | null;
  /** Indexes of the policy's peer elements that matched; empty where the rule has none. */
  readonly peers: readonly number[];
  /** Indexes of the policy's port elements that matched the traffic; empty where the rule has none. */
  readonly ports: readonly number[];
  /** Whether the rule asks for the peer's address. */
  readonly isByAddress: boolean;
  /** What has to hold besides for the connections that the step admits. */
  readonly condition?: Caveat;
  /** Where the enforcer does otherwise than the policy's author may expect. */
  readonly note?: Caveat;
  /** Why the upstream text would decide otherwise, where the rule itself is the reason. */
  readonly differs?: DifferenceCode;
  /** Present for a deny in a tier without order: no allow in it can come before. */
  readonly isWithoutOrder?: true;
  /** The part of the asked traffic that this step decided. */
  readonly connections: ConnectionSet;
}

/** One direction of one pair. */
export interface Leg {
  readonly direction: Direction;
  readonly verdict: Verdict;
  /** Surely allowed part of what was asked. */
  readonly allowed: ConnectionSet;
  readonly undecided: ConnectionSet;
  /** Every step in order. */
  readonly steps: readonly Step[];
  /** The steps that decided: every admitting rule of a union tier, else the one that decided, else the default. */
  readonly decidedBy: readonly Step[];
  /** The policies behind a default deny, when it decided anything that was asked. */
  readonly isolatedBy: readonly ResourceIdentity[];
  /** Pass rules met before the decision. */
  readonly passedBy: readonly (ResourceIdentity & { readonly rule: number | null; readonly ruleName: string | null })[];
}

/** One thing that would have to change for the denied part to be allowed. All of them must. */
export interface Blocker { readonly direction: Direction; readonly code: ExplanationCode; readonly policies: readonly ResourceIdentity[]; readonly fix: string }

/** The answer of the plain evaluator for one pair. */
export interface Trace {
  readonly verdict: Verdict;
  readonly allowed: ConnectionSet;
  readonly undecided: ConnectionSet;
  /** What can be asked of this pair. */
  readonly universe: ConnectionSet;
  readonly egress: Leg;
  readonly ingress: Leg;
  /** Complete, not merely the first hit; empty when everything asked is allowed. */
  readonly blockers: readonly Blocker[];
  /** What the answer rests on because the enforcer's source text leaves it open: each would change it if it were read otherwise. */
  readonly caveats: readonly Caveat[];
  readonly summary: string;
}
