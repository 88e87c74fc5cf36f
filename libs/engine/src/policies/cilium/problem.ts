import type { GeneralProblem, PolicyReporter } from '../../model/manifest/parse-policy.ts';

/** What can be wrong with an object of Cilium; `CILIUM_POLICY_` stands before it in codes. */
export type CiliumProblem =
  | GeneralProblem
  | 'SUBJECT_INVALID' | 'SECTIONS_EMPTY' | 'PEERS_MIXED' | 'ENTITY_UNKNOWN' | 'CIDR_INVALID' | 'EXCEPT_INVALID' | 'FQDN_INVALID' | 'TOO_MANY'
  | 'PORT_INVALID' | 'PROTOCOL_INVALID' | 'ICMP_INVALID' | 'L7_INVALID' | 'PROXY_INVALID' | 'SCHEMA_STRICTER';

export type CiliumReporter = PolicyReporter<CiliumProblem>;
