import type { GeneralProblem, PolicyReporter } from '../manifest/parse-policy.ts';

/** What can be wrong with a policy for administrators; `ADMIN_POLICY_` stands before it in codes. */
export type AdminPolicyProblem =
  | GeneralProblem
  | 'FIELD_MISSING' | 'FIELD_AMBIGUOUS' | 'FIELD_EMPTY' | 'TOO_MANY' | 'PRIORITY_INVALID' | 'TIER_INVALID' | 'ACTION_INVALID' | 'RULE_NAME_INVALID'
  | 'PORT_INVALID' | 'PORT_RANGE_INVALID' | 'PROTOCOL_INVALID' | 'NAMED_PORT_WITHOUT_POD' | 'CIDR_INVALID' | 'DOMAIN_NAME_INVALID' | 'NESTING_REMOVED';

export type AdminReporter = PolicyReporter<AdminPolicyProblem>;
