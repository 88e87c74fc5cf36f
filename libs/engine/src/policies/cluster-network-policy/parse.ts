import type { AdminChannel } from '../../model/admin-tier/channel.ts';
import { checkPriority, isGiven } from '../../model/admin-tier/check-fields.ts';
import { checkSubject, type PeerRules } from '../../model/admin-tier/check-peers.ts';
import { checkRules, type RuleRules } from '../../model/admin-tier/check-rules.ts';
import type { AdminSubject } from '../../model/admin-tier/manifest.ts';
import { parseChannels, type ParsedAdminPolicy } from '../../model/admin-tier/parse-channels.ts';
import type { AdminPolicyProblem, AdminReporter } from '../../model/admin-tier/problem.ts';
import { effectOfAdminPruning } from '../../model/admin-tier/pruned-field.ts';
import { adminPolicyShape } from '../../model/admin-tier/shapes.ts';
import { parsePolicy, type PolicyApi, type PolicyInput } from '../../model/manifest/parse-policy.ts';
import type { Shape } from '../../model/shape.ts';
import { checkProtocols, type RawRule } from './check-protocols.ts';
import type { ClusterNetworkPolicyManifest, ClusterNetworkPolicySpec } from './manifest.ts';

interface RawSpec { readonly tier?: string | null; readonly priority?: number | null; readonly subject?: AdminSubject | null; readonly ingress?: readonly RawRule[] | null; readonly egress?: readonly RawRule[] | null }

const PORTS: Shape = { fields: { destinationPort: { fields: { number: 'integer', range: { fields: { start: 'integer', end: 'integer' } } } } } };
const PROTOCOLS: Shape = { list: { fields: { tcp: PORTS, udp: PORTS, sctp: PORTS, destinationNamedPort: 'string' } } };

function checkTier(tier: string | null | undefined, { refuse }: AdminReporter): void {
  if (!isGiven(tier)) refuse('/spec', 'FIELD_MISSING', 'tier is required');
  else if (tier !== 'Admin' && tier !== 'Baseline') refuse('/spec/tier', 'TIER_INVALID', 'the tier must be Admin or Baseline');
}

/** Names are resolved when a connection is made, and what is not resolved cannot be denied (CN-11). */
function checkDomainRule({ action, to }: RawRule, pointer: string, { refuse }: AdminReporter): void {
  if (action !== 'Accept' && (to ?? []).some(({ domainNames }) => isGiven(domainNames))) refuse(pointer, 'DOMAIN_NAME_INVALID', 'domainNames can only stand in a rule that accepts');
}

function apiOf(channel: AdminChannel, hasSchema = true): PolicyApi<ClusterNetworkPolicyManifest, AdminPolicyProblem> {
  const isExperimental = channel === 'experimental';
  const peers: PeerRules = { destinations: ['networks', ...(isExperimental ? ['nodes', 'domainNames'] : [])], isNamespaceSelectorRequired: false, most: { peers: 25, names: 25 } };
  const rules: RuleRules<RawRule> = {
    ...peers, actions: ['Accept', 'Deny', 'Pass'], mostRules: 25,
    checkTraffic: (rule, pointer, reporter) => {
      if (hasSchema) checkProtocols(rule, pointer, isExperimental, reporter);
      checkDomainRule(rule, pointer, reporter);
    },
  };
  return {
    prefix: 'ADMIN_POLICY_', served: 'policy.networking.k8s.io/v1alpha2', gone: {}, effectOfPruning: effectOfAdminPruning,
    shape: adminPolicyShape({ channel, hasDomainNames: true, spec: { tier: 'string', priority: 'integer' }, traffic: { protocols: PROTOCOLS } }),
    check: (json, { name }, reporter) => {
      const spec = (json['spec'] ?? {}) as RawSpec;
      checkTier(spec.tier, reporter);
      checkPriority(spec.priority, reporter);
      checkSubject(spec.subject, peers, reporter);
      checkRules(spec.ingress, 'from', rules, reporter);
      checkRules(spec.egress, 'to', rules, reporter);
      return { name, spec: spec as ClusterNetworkPolicySpec };
    },
  };
}

/** A ClusterNetworkPolicy with what an enforcer makes of it that goes by the types and leaves its protocols to the schema; null where that is the same. */
export interface ParsedClusterNetworkPolicy extends ParsedAdminPolicy<ClusterNetworkPolicyManifest> { readonly unchecked: ClusterNetworkPolicyManifest | null }

/**
 * What the API server makes of a ClusterNetworkPolicy.
 *
 * @see docs/semantics/kubernetes.md#CN-1 to CN-16
 */
export function parseClusterNetworkPolicy(input: PolicyInput): ParsedClusterNetworkPolicy {
  const parsed = parseChannels(input, apiOf);
  return { ...parsed, unchecked: parsed.manifest === null ? parsePolicy(input, apiOf('experimental', false)).manifest : null };
}
