/** How Postern says what a recorded message says. */
export interface Report { readonly message: RegExp; readonly codes: readonly string[] }

export const REPORTS: readonly Report[] = [
  { message: /CIDR/, codes: ['NETWORK_POLICY_CIDR_INVALID', 'ADMIN_POLICY_CIDR_INVALID'] },
  { message: /selector error/, codes: ['NETWORK_POLICY_LABEL_KEY_INVALID', 'NETWORK_POLICY_LABEL_VALUE_INVALID'] },
  { message: /cannot have both IPBlock/, codes: ['NETWORK_POLICY_PEER_AMBIGUOUS'] },
  { message: /empty rule peer/, codes: ['NETWORK_POLICY_PEER_EMPTY'] },
  { message: /named port for an IP destination/, codes: ['PORT_NAME_UNDECLARED'] },
  { message: /named port is not defined for IP/, codes: ['ADMIN_POLICY_NAMED_PORT_WITHOUT_POD'] },
  { message: /already exists/, codes: ['DUPLICATE_OBJECT'] },
  { message: /endPort field|port range/, codes: ['NETWORK_POLICY_END_PORT_INVALID'] },
  { message: /same priority/, codes: ['EQUAL_PRIORITIES'] },
  { message: /Invalid Priority/, codes: ['ADMIN_POLICY_PRIORITY_INVALID'] },
  { message: /exactly one field/, codes: ['ADMIN_POLICY_FIELD_MISSING', 'ADMIN_POLICY_FIELD_AMBIGUOUS'] },
  { message: /at least one item/, codes: ['ADMIN_POLICY_FIELD_MISSING'] },
  { message: /unrecognized action/, codes: ['ADMIN_POLICY_ACTION_INVALID'] },
  { message: /cannot restore slice/, codes: ['OBJECT_MALFORMED'] },
  { message: /cannot unmarshal array|is missing in|unable to decode/, codes: ['NOT_KUBERNETES'] },
  { message: /recognized file extensions/, codes: ['nothing to read'] },
  { message: /port name:/, codes: ['PORT_NAME_UNDECLARED'] },
];

/** Recorded messages that Postern has no reason to give. */
export const NOT_REPORTED: readonly { readonly message: RegExp; readonly reason: string }[] = [
  { message: /differences in their labels/, reason: 'Replicas that differ are told apart, and an answer about all of them is PARTIAL.' },
  { message: /Nodes field|IPv6 addresses/, reason: 'Nodes and IPv6 networks are evaluated.' },
  { message: /will be ignored|is not relevant when/, reason: 'It is about options that only the recorded tool has.' },
  { message: /no relevant Kubernetes/, reason: 'An input without Pods or policies is no mistake by itself; a question about something in it is refused.' },
  { message: /specified workload .* as a backend/, reason: 'A blocked way in is an answer of `exposed`, not a diagnostic.' },
  { message: /^\[the path |some_dir|connlist_output/, reason: 'The words around another recorded message.' },
];
