import { parsePolicy, type GeneralProblem, type ParsedPolicy, type PolicyApi, type PolicyInput } from '../../model/manifest/parse-policy.ts';
import { checkSpec, type RawSpec } from './check-spec.ts';
import { withCanonicalCidrs } from './legacy-cidr.ts';
import type { NetworkPolicyManifest, NetworkPolicySpec } from './manifest.ts';
import type { NetworkPolicyProblem } from './problem.ts';
import { effectOfPruning } from './pruned-field.ts';
import { NETWORK_POLICY_SHAPE } from './shape.ts';

const apiOf = (isRefusal: (problem: NetworkPolicyProblem | GeneralProblem) => boolean): PolicyApi<NetworkPolicyManifest, NetworkPolicyProblem> => ({
  prefix: 'NETWORK_POLICY_', served: 'networking.k8s.io/v1', gone: { 'extensions/v1beta1': 'extensions/v1beta1 was removed in Kubernetes 1.16' },
  shape: NETWORK_POLICY_SHAPE, effectOfPruning,
  check: (json, { namespace, name }, { refuse, warn }) => {
    const spec = (json['spec'] ?? {}) as RawSpec;
    const legacy = new Map<string, string>();
    checkSpec(spec, (path, problem, message) => { if (isRefusal(problem)) refuse(path, problem, message); }, (path, canonical, reason) => {
      legacy.set(path, canonical);
      warn(path, 'CIDR_LEGACY', `the prefix at ${path} is read as ${canonical}; a strict API server refuses it, since ${reason}`);
    });
    return { namespace, name, spec: withCanonicalCidrs(spec, legacy) as NetworkPolicySpec };
  },
});

const NETWORK_POLICY = apiOf(() => true);
const WITHOUT_PREFIXES = apiOf((problem) => problem !== 'CIDR_INVALID' && problem !== 'EXCEPT_INVALID');

/** A NetworkPolicy with what was written where nothing but its prefixes is wrong: enforcers that meet it all the same make something of it. */
export interface ParsedNetworkPolicy extends ParsedPolicy<NetworkPolicyManifest> { readonly unchecked: NetworkPolicyManifest | null }

/**
 * What the API server makes of a NetworkPolicy.
 *
 * @see docs/semantics/kubernetes.md#V1 to V18
 */
export function parseNetworkPolicy(input: PolicyInput): ParsedNetworkPolicy {
  const parsed = parsePolicy(input, NETWORK_POLICY);
  return { ...parsed, unchecked: parsed.state === 'refused' ? parsePolicy(input, WITHOUT_PREFIXES).manifest : null };
}
