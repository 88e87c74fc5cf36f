import type { GeneralProblem, PolicyReporter } from '../../model/manifest/parse-policy.ts';

/** What can be wrong with an object of Calico. */
export type CalicoProblem =
  | GeneralProblem
  | 'ACTION_INVALID' | 'SELECTOR_INVALID' | 'PROTOCOL_INVALID' | 'PORT_INVALID' | 'CIDR_INVALID' | 'FAMILY_MIXED' | 'IP_VERSION_INVALID' | 'ICMP_INVALID' | 'HTTP_INVALID' | 'SERVICES_INVALID'
  | 'TYPES_INVALID' | 'HOST_POLICY_INVALID' | 'STAGED_INVALID' | 'TIER_INVALID' | 'HOST_ENDPOINT_INVALID' | 'HINT_INVALID' | 'TOO_MANY' | 'FIELD_UNSUPPORTED';

/**
 * What Felix makes of an object that is stored although the API refuses it: it leaves the whole object out, or the part
 * that it cannot read, or takes it as it stands.
 */
export type FelixEffect = 'dropped' | 'left-out' | 'kept';

/** Who refuses: the code of API server and command line, and the rules of the definitions. Felix asks neither. */
export type RefusingLayer = 'validator' | 'definition';

/** One rule that an object breaks. */
export interface CalicoViolation {
  readonly pointer: string;
  readonly problem: CalicoProblem;
  readonly effect: FelixEffect;
  readonly layers: readonly RefusingLayer[];
  /** A clause that says what is expected. */
  readonly message: string;
}

export type CalicoReporter = PolicyReporter<CalicoProblem>;

/** Takes a violation; both layers refuse where none is named. */
export type Tell = (pointer: string, problem: CalicoProblem, effect: FelixEffect, message: string, layers?: readonly RefusingLayer[]) => void;
