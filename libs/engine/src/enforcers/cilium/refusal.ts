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
  if (!hasL7Proxy && elements.some(({ toPorts }) => (toPorts ?? []).some(({ rules }) => rules?.http ?? rules?.dns ?? rules?.kafka ?? rules?.l7proto))) return 'it filters requests, which enable-l7-proxy would have to allow';
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

/** Filters that are gone since 1.20, which older releases check like the others. */
function oldFilters(elements: readonly CiliumElement[], { version }: CiliumSettings): string | null {
  if (isAtLeast(version, [1, 20, 0])) return null;
  const rules = elements.flatMap(({ toPorts }) => toPorts ?? []).filter((rule) => rule.rules?.kafka ?? rule.rules?.l7proto);
  if (rules.some((rule) => rule.rules?.http ?? rule.rules?.dns ?? (rule.rules?.kafka && rule.rules.l7proto))) return 'it has two kinds of filters on one port';
  return rules.some(({ ports }) => (ports ?? []).some(({ protocol }) => protocol?.toUpperCase() !== 'TCP')) ? 'kafka and l7proto need the protocol TCP' : null;
}

/** Protocols without ports may leave the port out where they are switched on. */
function withoutPort(elements: readonly CiliumElement[], { hasExtendedProtocols }: CiliumSettings): string | null {
  return !hasExtendedProtocols && elements.some(({ toPorts }) => (toPorts ?? []).some(({ ports }) => (ports ?? []).some(({ port }) => !port))) ? 'it leaves out a port, which enable-extended-ip-protocols would have to allow' : null;
}

type BothWays = CiliumIngressRule & CiliumEgressRule;

function refusalOfSpec(spec: CiliumSpec, settings: CiliumSettings): string | null {
  const elements: readonly BothWays[] = [...(spec.ingress ?? []), ...(spec.ingressDeny ?? []), ...(spec.egress ?? []), ...(spec.egressDeny ?? [])];
  return notTaken(elements, settings) ?? switchedOff(elements, settings) ?? notKnownYet(elements, settings) ?? oldFilters(elements, settings) ?? withoutPort(elements, settings);
}

function notTaken(elements: readonly BothWays[], { hasNodeSelectorLabels, version }: CiliumSettings): string | null {
  const selectsNodes = elements.some(({ fromNodes, toNodes }) => [...(fromNodes ?? []), ...(toNodes ?? [])].length > 0);
  if (selectsNodes && !hasNodeSelectorLabels && isAtLeast(version, NODES_SINCE)) return 'it selects nodes, which enable-node-selector-labels would have to allow';
  const hasRequires = elements.some(({ fromRequires, toRequires }) => [...(fromRequires ?? []), ...(toRequires ?? [])].length > 0);
  return hasRequires && isAtLeast(version, [1, 19, 0]) ? 'fromRequires and toRequires are gone since 1.19' : null;
}
