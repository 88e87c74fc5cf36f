import type { Diagnostic } from '../../model/diagnostic.ts';
import { objectText } from '../../model/location.ts';
import type { CiliumEgressRule, CiliumElement, CiliumIngressRule, CiliumPolicyManifest, CiliumSpec } from '../../policies/cilium/manifest.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { manifestUnderCilium } from './admin-tiers.ts';
import type { CiliumSettings } from './settings.ts';
import { isAtLeast, NODES_SINCE } from './version.ts';

/** Why the agent of this release and configuration refuses a policy that another one takes; null where it takes it. */
export function refusalUnder(policy: PolicyDocument, settings: CiliumSettings): string | null {
  if (policy.api === 'cilium' && policy.manifest !== null) return specsOf(policy.manifest).map((spec) => refusalOfSpec(spec, settings)).find((reason) => reason !== null) ?? null;
  const admin = manifestUnderCilium(policy);
  if (admin !== null && !settings.hasNodeSelectorLabels) {
    return (admin.spec.egress ?? []).some(({ to }) => to.some(({ nodes }) => nodes)) ? 'it selects nodes, which enable-node-selector-labels would have to allow' : null;
  }
  return null;
}

/** The policies that the agent of this release and configuration refuses, as problems of the input. */
export function refusalsUnder(policies: readonly PolicyDocument[], settings: CiliumSettings): readonly Diagnostic[] {
  return policies.flatMap((policy): readonly Diagnostic[] => {
    const reason = refusalUnder(policy, settings);
    if (reason === null) return [];
    const { group, kind, namespace, name, source } = policy;
    return [{ severity: 'error', code: 'FIELD_NOT_HONOURED', state: 'refused', path: '/spec', resource: { group, kind, namespace, name }, source, message: `${objectText(policy)} is refused by the agent: ${reason}.` }];
  });
}

const specsOf = ({ spec, specs }: CiliumPolicyManifest): readonly CiliumSpec[] => [...(spec ? [spec] : []), ...(specs ?? [])];

/** What the configuration has switched off and an element asks for. */
function switchedOff(elements: readonly CiliumElement[], { hasL7Proxy, hasIcmpRules }: CiliumSettings): string | null {
  if (!hasL7Proxy && elements.some(({ toPorts }) => (toPorts ?? []).some(({ rules }) => Object.values(rules ?? {}).some((list) => list !== null)))) return 'it filters requests, which enable-l7-proxy would have to allow';
  return !hasIcmpRules && elements.some(({ icmps }) => (icmps ?? []).length > 0) ? 'it names types of ICMP, which enable-icmp-rules would have to allow' : null;
}

/** Fields and words by the release that knows them first; an older one refuses what has them. */
function notKnownYet(elements: readonly BothWays[], { version }: CiliumSettings): string | null {
  const rules = elements.flatMap(({ fromCIDRSet, toCIDRSet }) => [...(fromCIDRSet ?? []), ...(toCIDRSet ?? [])]);
  if (rules.some(({ cidrGroupSelector }) => cidrGroupSelector) && !isAtLeast(version, [1, 17, 0])) return 'cidrGroupSelector is known since 1.17';
  if (elements.some(({ toServices, toPorts }) => (toServices ?? []).length > 0 && (toPorts ?? []).length > 0) && !isAtLeast(version, [1, 17, 0])) return 'toServices beside toPorts is taken since 1.17';
  const entities = elements.flatMap(({ fromEntities, toEntities }) => [...(fromEntities ?? []), ...(toEntities ?? [])]);
  return entities.includes('cluster-mesh') && !isAtLeast(version, [1, 20, 0]) ? 'the entity cluster-mesh is known since 1.20' : null;
}

type BothWays = CiliumIngressRule & CiliumEgressRule;

function refusalOfSpec(spec: CiliumSpec, settings: CiliumSettings): string | null {
  const elements: readonly BothWays[] = [...(spec.ingress ?? []), ...(spec.ingressDeny ?? []), ...(spec.egress ?? []), ...(spec.egressDeny ?? [])];
  if (!settings.hasNodeSelectorLabels && isAtLeast(settings.version, NODES_SINCE) && elements.some(({ fromNodes, toNodes }) => fromNodes ?? toNodes)) return 'it selects nodes, which enable-node-selector-labels would have to allow';
  const hasRequires = elements.some(({ fromRequires, toRequires }) => [...(fromRequires ?? []), ...(toRequires ?? [])].length > 0);
  if (hasRequires && isAtLeast(settings.version, [1, 19, 0])) return 'fromRequires and toRequires are gone since 1.19';
  return switchedOff(elements, settings) ?? notKnownYet(elements, settings);
}
