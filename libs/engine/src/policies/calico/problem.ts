import type { GeneralProblem, PolicyReporter } from '../../model/manifest/parse-policy.ts';

/** What can be wrong with an object of Calico; `CALICO_POLICY_` stands before it in codes. */
export type CalicoProblem = GeneralProblem | 'SELECTOR_INVALID';

export type CalicoReporter = PolicyReporter<CalicoProblem>;
