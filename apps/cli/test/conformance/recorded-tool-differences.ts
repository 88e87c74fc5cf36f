import type { Difference } from './differences.ts';

const MISSING_SELECTOR = 'Admin policies have peers or subjects `pods` without a podSelector or namespaceSelector. The API server refuses them; the recorded tool reads the missing selector as an empty one.';

/** Where what another tool recorded about questions, differences and explanations is answered otherwise. */
export const RECORDED_TOOL_DIFFERENCES: readonly Difference[] = [
  ...[
    { family: 'netpol-analyzer-diff', name: 'anp_test_11__vs__anp_test_11_swapping_rules', answers: 2 },
    { family: 'netpol-analyzer-eval', name: 'dirs/anp_test_multiple_anps/', answers: 1 },
    { family: 'netpol-analyzer-focus', name: 'anp_demo_udp-52', answers: 1 },
    { family: 'netpol-analyzer-explain', name: 'anp_demo_explain', answers: 10 },
    { family: 'netpol-analyzer-explain', name: 'exposure_test_with_anp_15_explain_exposure', answers: 4 },
    { family: 'netpol-analyzer-exposure', name: 'exposure_test_with_anp_13', answers: 2 },
    { family: 'netpol-analyzer-exposure', name: 'exposure_test_with_anp_14', answers: 2 },
    { family: 'netpol-analyzer-exposure', name: 'exposure_test_with_anp_15', answers: 5 },
    { family: 'netpol-analyzer-exposure', name: 'exposure_test_with_anp_16', answers: 2 },
  ].map((one) => ({ ...one, reason: MISSING_SELECTOR })),
  {
    family: 'netpol-analyzer-explain', name: 'onlineboutique_workloads_with_ingress_explain', answers: 1,
    reason: 'Two rules of one NetworkPolicy admit the same connection. The recorded tool names the first of them; Postern names every rule that admits.',
  },
  {
    family: 'services', name: 'ingress-nginx/ingress-nginx-controller-admission', answers: 1,
    reason: 'Both Pods that the Service selects have finished. The recorded tool reads no phase; a finished Pod is no backend.',
  },
];
