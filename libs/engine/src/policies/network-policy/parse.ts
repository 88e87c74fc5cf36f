import { parsePolicy, type ParsedPolicy, type PolicyApi, type PolicyInput } from '../../model/manifest/parse-policy.ts';
import { checkSpec, type RawSpec } from './check-spec.ts';
import { withCanonicalCidrs } from './legacy-cidr.ts';
import type { NetworkPolicyManifest, NetworkPolicySpec } from './manifest.ts';
import type { NetworkPolicyProblem } from './problem.ts';
import { effectOfPruning } from './pruned-field.ts';
import { NETWORK_POLICY_SHAPE } from './shape.ts';

const NETWORK_POLICY: PolicyApi<NetworkPolicyManifest, NetworkPolicyProblem> = {
  prefix: 'NETWORK_POLICY_', served: 'networking.k8s.io/v1', gone: { 'extensions/v1beta1': 'extensions/v1beta1 was removed in Kubernetes 1.16' },
  shape: NETWORK_POLICY_SHAPE, effectOfPruning,
  check: (json, { namespace, name }, { refuse, warn }) => {
    const spec = (json['spec'] ?? {}) as RawSpec;
    const legacy = new Map<string, string>();
    checkSpec(spec, refuse, (path, canonical, reason) => {
      legacy.set(path, canonical);
      warn(path, 'CIDR_LEGACY', `the prefix at ${path} is read as ${canonical}; a strict API server refuses it, since ${reason}`);
    });
    return { namespace, name, spec: withCanonicalCidrs(spec, legacy) as NetworkPolicySpec };
  },
};

/**
 * What the API server makes of a NetworkPolicy.
 *
 * @see docs/semantics/kubernetes.md#V1 to V18
 */
export const parseNetworkPolicy = (input: PolicyInput): ParsedPolicy<NetworkPolicyManifest> => parsePolicy(input, NETWORK_POLICY);
