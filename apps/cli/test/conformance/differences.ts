import { expect } from 'vitest';

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
    family: 'netpol-analyzer', name: 'document_with_syntax_error', answers: 120,
    reason: 'The recorded tool loses every document after one that it cannot read. Postern reads on, so its list has more workloads.',
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
  { code: 'VALUE_LEFT_OUT', sets: ['netpol_named_port_test_2'], reason: 'A container port is above 65535.' },
  { code: 'HELM_TEMPLATE', sets: ['document_with_syntax_error'], reason: 'A document is broken on purpose.' },
];

/** Holds one case to the table: it agrees, or it differs in exactly as many answers as the table says. */
export function settle(family: string, name: string, mismatches: readonly string[]): void {
  const known = DIFFERENCES.find((difference) => difference.family === family && difference.name === name);
  if (known === undefined) { expect(mismatches).toEqual([]); return; }
  expect(mismatches.length, `${family}/${name} is in the table of differences with ${String(known.answers)} answers; it has:\n${mismatches.join('\n')}`).toBe(known.answers);
}
