import type { AdminChannel } from '../../model/admin-tier/channel.ts';
import { checkPriority } from '../../model/admin-tier/check-fields.ts';
import { checkSubject, type PeerRules } from '../../model/admin-tier/check-peers.ts';
import { checkRules, type RuleRules } from '../../model/admin-tier/check-rules.ts';
import type { AdminSubject } from '../../model/admin-tier/manifest.ts';
import { parseChannels, type ParsedAdminPolicy } from '../../model/admin-tier/parse-channels.ts';
import type { AdminPolicyProblem } from '../../model/admin-tier/problem.ts';
import { effectOfAdminPruning } from '../../model/admin-tier/pruned-field.ts';
import { adminPolicyShape } from '../../model/admin-tier/shapes.ts';
import type { PolicyApi, PolicyInput } from '../../model/manifest/parse-policy.ts';
import type { Shape } from '../../model/shape.ts';
import { checkPorts, type RawRule } from './check-ports.ts';
import type { AdminNetworkPolicyManifest, AdminNetworkPolicySpec } from './manifest.ts';
import { checkRemovedNesting } from './removed-nesting.ts';

interface RawSpec { readonly priority?: number | null; readonly subject?: AdminSubject | null; readonly ingress?: readonly RawRule[] | null; readonly egress?: readonly RawRule[] | null }

const portsShape = (channel: AdminChannel): Shape => ({
  list: {
    fields: {
      portNumber: { fields: { protocol: 'string', port: 'integer' } }, portRange: { fields: { protocol: 'string', start: 'integer', end: 'integer' } },
      ...(channel === 'experimental' && { namedPort: 'string' }),
    },
  },
});

/** AdminNetworkPolicy, or its baseline, which is a singleton, passes nothing and knows no domain names (AN-2). */
function apiOf(isBaseline: boolean): (channel: AdminChannel) => PolicyApi<AdminNetworkPolicyManifest, AdminPolicyProblem> {
  return (channel) => {
    const isExperimental = channel === 'experimental';
    const peers: PeerRules = {
      destinations: ['networks', ...(isExperimental ? ['nodes'] : []), ...(isExperimental && !isBaseline ? ['domainNames'] : [])],
      isNamespaceSelectorRequired: true, most: { peers: 100, names: 25 },
    };
    const rules: RuleRules<RawRule> = { ...peers, actions: isBaseline ? ['Allow', 'Deny'] : ['Allow', 'Deny', 'Pass'], mostRules: 100, checkTraffic: checkPorts };
    return {
      prefix: 'ADMIN_POLICY_', served: 'policy.networking.k8s.io/v1alpha1', gone: {}, effectOfPruning: effectOfAdminPruning,
      shape: adminPolicyShape({ channel, hasDomainNames: !isBaseline, spec: isBaseline ? {} : { priority: 'integer' }, traffic: { ports: portsShape(channel) } }),
      check: (json, { name }, reporter, unknown) => {
        const spec = (json['spec'] ?? {}) as RawSpec;
        if (isBaseline && name !== 'default') reporter.refuse('/metadata/name', 'NAME_INVALID', 'the one baseline of a cluster is named default');
        if (!isBaseline) checkPriority(spec.priority, reporter);
        checkSubject(spec.subject, peers, reporter);
        checkRules(spec.ingress, 'from', rules, reporter);
        checkRules(spec.egress, 'to', rules, reporter);
        checkRemovedNesting(unknown, reporter);
        return { name, priority: spec.priority ?? null, spec: spec as AdminNetworkPolicySpec };
      },
    };
  };
}

/**
 * What the API server makes of an AdminNetworkPolicy or a BaselineAdminNetworkPolicy.
 *
 * @see docs/semantics/kubernetes.md#AN-1 to AN-20
 */
export const parseAdminNetworkPolicy = (input: PolicyInput): ParsedAdminPolicy<AdminNetworkPolicyManifest> => parseChannels(input, apiOf(input.identity.kind === 'BaselineAdminNetworkPolicy'));
