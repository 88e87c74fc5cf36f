import type { GeneralProblem } from '../../model/manifest/parse-policy.ts';

/** What the API server refuses in a NetworkPolicy; `NETWORK_POLICY_` stands before it in codes. */
export type NetworkPolicyProblem =
  | GeneralProblem
  | 'PROTOCOL_INVALID' | 'PORT_INVALID' | 'PORT_NAME_INVALID' | 'END_PORT_INVALID'
  | 'PEER_EMPTY' | 'PEER_AMBIGUOUS'
  | 'CIDR_INVALID' | 'CIDR_LEGACY' | 'EXCEPT_INVALID' | 'TYPES_INVALID';

/** Takes one violation of the API server's rules. */
export type Violation = (pointer: string, problem: NetworkPolicyProblem, message: string) => void;
