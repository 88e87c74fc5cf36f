import { expect } from 'vitest';
import { RECORDED_TOOL_DIFFERENCES } from './recorded-tool-differences.ts';

/** A recorded case that Postern answers otherwise, and why that is right or accepted. */
export interface Difference {
  readonly family: string;
  readonly name: string;
  /** How many of its answers differ. */
  readonly answers: number;
  readonly reason: string;
}

/** Every recorded case that differs. A case that stops differing must leave the table. */
export const DIFFERENCES: readonly Difference[] = [
  ...RECORDED_TOOL_DIFFERENCES,
  ...[
    { name: 'example_pods_w_same_owner_and_labels_gap_no_policy', answers: 8 },
    { name: 'example_pods_w_same_owner_and_labels_gap_with_policy_selector_not_in_gap', answers: 13 },
    { name: 'example_pods_w_same_owner_and_labels_gap_with_good_match_expression', answers: 14 },
    { name: 'example_pods_w_same_owner_and_labels_gap_with_good_match_expression2', answers: 13 },
  ].map((one) => ({
    ...one, family: 'netpol-analyzer',
    reason: 'The owner references have no kind and the policies have underscores in their names. The API server refuses both; the recorded tool takes the owner for a Pod and the policies as they are. Postern lets the Pods stand by themselves and gives the policies no effect.',
  })),
  {
    family: 'npapi-crd', name: 'anp-15-port-number-unknown-protocol', answers: 1,
    reason: 'The schema takes any text as a protocol. No implementation can enforce it, so Postern refuses the object and says that the API server would not.',
  },
  {
    family: 'npapi-crd', name: 'anp-16-port-range-reversed', answers: 1,
    reason: 'The documented order of start and end is not in the schema. A range that ends before it begins means nothing, so Postern refuses it.',
  },
  {
    family: 'npapi-crd', name: 'anp-25-legacy-namespace-selector-nesting', answers: 1,
    reason: 'The API server drops the removed nesting and keeps an empty selector, so the rule would be for every namespace. Postern refuses the object with a hint.',
  },
  ...[
    { name: 'anp_demo', answers: 7 }, { name: 'anp_test_3_pass_traffic', answers: 2 }, { name: 'anp_test_8_swapping_rules', answers: 3 }, { name: 'anp_test_9_swapping_rules', answers: 6 },
    { name: 'anp_test_10_swapping_rules', answers: 4 }, { name: 'anp_test_11', answers: 4 }, { name: 'anp_test_11_swapping_rules', answers: 3 }, { name: 'anp_test_12_swapping_rules', answers: 3 },
    { name: 'exposure_test_with_anp_13', answers: 2 }, { name: 'exposure_test_with_anp_14', answers: 2 }, { name: 'exposure_test_with_anp_15', answers: 4 },
  ].map((one) => ({
    ...one, family: 'netpol-analyzer',
    reason: 'Admin policies have peers or subjects `pods` without a podSelector or namespaceSelector. The API server refuses them; the recorded tool reads the missing selector as an empty one.',
  })),
  {
    family: 'netpol-analyzer', name: 'anp_test_named_ports_multiple_peers', answers: 6,
    reason: 'A rule has a named port beside networks, which the API server refuses; the recorded tool takes it.',
  },
  {
    family: 'netpol-analyzer', name: 'document_with_syntax_error', answers: 120,
    reason: 'The recorded tool loses every document after one that it cannot read. Postern reads on, so its list has more workloads.',
  },
  {
    family: 'cilium-engine', name: 'rand-02194', answers: 2,
    reason: 'The question is about a name, and a rule by address would decide. The recorded engine took the name as an identity without an address; Postern answers UNKNOWN, since it does not know the address.',
  },
];

/** A diagnostic that real sets of manifests bring about by right. */
export interface ExplainedDiagnostic {
  readonly code: string;
  /** Null for any set. */
  readonly sets: readonly string[] | null;
  readonly reason: string;
}

export const EXPLAINED_DIAGNOSTICS: readonly ExplainedDiagnostic[] = [
  { code: 'NAMESPACE_SYNTHESISED', sets: null, reason: 'The set has no object for a namespace that others stand in.' },
  {
    code: 'NETWORK_POLICY_NAME_INVALID', reason: 'The name has underscores, which the API server refuses.',
    sets: ['example_pods_w_same_owner_and_labels_gap_with_policy_selector_not_in_gap', 'example_pods_w_same_owner_and_labels_gap_with_good_match_expression', 'example_pods_w_same_owner_and_labels_gap_with_good_match_expression2'],
  },
  { code: 'ADDRESS_SHARED', sets: null, reason: 'Sets that were written by hand give several pods one address.' },
  {
    code: 'ADMIN_POLICY_FIELD_MISSING', reason: 'A peer or subject `pods` lacks one of its selectors, which the API server refuses.',
    sets: [
      'anp_demo', 'anp_test_3_pass_traffic', 'anp_test_8_swapping_rules', 'anp_test_9_swapping_rules', 'anp_test_10_swapping_rules', 'anp_test_11', 'anp_test_11_swapping_rules', 'anp_test_12_swapping_rules',
      'exposure_test_with_anp_13', 'exposure_test_with_anp_14', 'exposure_test_with_anp_15', 'exposure_test_with_anp_16',
    ],
  },
  { code: 'ADMIN_POLICY_NAMED_PORT_WITHOUT_POD', sets: ['anp_test_named_ports_multiple_peers'], reason: 'A rule has a named port beside networks, which the API server refuses.' },
  { code: 'VALUE_LEFT_OUT', sets: ['netpol_named_port_test_2'], reason: 'A container port is above 65535.' },
  { code: 'POLICY_KINDS_NOT_COLLECTED', sets: ['ipblockstest', 'ipblockstest_2', 'ipblockstest_3', 'ipblockstest_4', 'minikube_resources'], reason: 'Agents of Calico are in the set, and none of its own kinds.' },
  { code: 'HELM_TEMPLATE', sets: ['document_with_syntax_error'], reason: 'A document is broken on purpose.' },
];

/** Holds one case to the table: it agrees, or it differs in exactly as many answers as the table says. */
export function settle(family: string, name: string, mismatches: readonly string[]): void {
  const known = DIFFERENCES.find((difference) => difference.family === family && difference.name === name);
  if (known === undefined) { expect(mismatches).toEqual([]); return; }
  expect(mismatches.length, `${family}/${name} is in the table of differences with ${String(known.answers)} answers; it has:\n${mismatches.join('\n')}`).toBe(known.answers);
}
