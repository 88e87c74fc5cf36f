import type { Direction } from '../../model/firewalls.ts';
import type { NetworkPolicyManifest, NetworkPolicyPeer, NetworkPolicyPort } from '../../policies/network-policy/manifest.ts';
import type { Feature } from './profile.ts';

/** The peers of all rules of a policy. */
export const peersOf = ({ spec }: NetworkPolicyManifest): readonly NetworkPolicyPeer[] => [...(spec.ingress ?? []).flatMap(({ from }) => from ?? []), ...(spec.egress ?? []).flatMap(({ to }) => to ?? [])];

const portsOf = ({ spec }: NetworkPolicyManifest): readonly NetworkPolicyPort[] => [...(spec.ingress ?? []), ...(spec.egress ?? [])].flatMap(({ ports }) => ports ?? []);

const isIpv6 = ({ ipBlock }: NetworkPolicyPeer): boolean => ipBlock?.cidr.includes(':') === true;

const USES: Readonly<Record<Feature, (manifest: NetworkPolicyManifest) => boolean>> = {
  ingress: ({ spec }) => (spec.policyTypes ?? ['Ingress']).includes('Ingress') || (spec.ingress ?? []).length > 0,
  egress: ({ spec }) => (spec.policyTypes ?? []).includes('Egress') || (spec.egress ?? []).length > 0,
  ipBlock: (manifest) => peersOf(manifest).some(({ ipBlock }) => Boolean(ipBlock)),
  ipBlockExcept: (manifest) => peersOf(manifest).some(({ ipBlock }) => (ipBlock?.except ?? []).length > 0),
  endPort: (manifest) => portsOf(manifest).some(({ endPort }) => typeof endPort === 'number'),
  namedPorts: (manifest) => portsOf(manifest).some(({ port }) => typeof port === 'string'),
  sctp: (manifest) => portsOf(manifest).some(({ protocol }) => protocol === 'SCTP'),
  ipv6: (manifest) => peersOf(manifest).some(isIpv6),
  combinedSelectors: (manifest) => peersOf(manifest).some(({ podSelector, namespaceSelector }) => Boolean(podSelector) && Boolean(namespaceSelector)),
};

/** Whether a policy uses a feature, in either direction. */
export const usesFeature = (feature: Feature, manifest: NetworkPolicyManifest): boolean => USES[feature](manifest);

/** The peers of one rule of one direction; none where there is no such rule. */
export function peersAt({ spec }: NetworkPolicyManifest, direction: Direction, rule: number): readonly NetworkPolicyPeer[] {
  return (direction === 'ingress' ? spec.ingress?.[rule]?.from : spec.egress?.[rule]?.to) ?? [];
}
