/** Kinds by group that limit traffic, or that such kinds draw on. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  'cilium.io': ['CiliumCIDRGroup', 'CiliumEgressGatewayPolicy'],
  'crd.projectcalico.org': ['Tier', 'NetworkSet', 'GlobalNetworkSet', 'HostEndpoint'],
  'projectcalico.org': ['Tier', 'NetworkSet', 'GlobalNetworkSet', 'HostEndpoint'],
  'crd.antrea.io': ['Tier', 'Group', 'ClusterGroup'],
  'k8s.ovn.org': ['EgressFirewall', 'EgressQoS'],
  'security.istio.io': ['AuthorizationPolicy', 'PeerAuthentication'],
};

/** Whether a kind that Postern does not model may limit traffic, so that answers without it are incomplete. */
export const isUnmodelledPolicy = (group: string, kind: string): boolean =>
  kind.endsWith('NetworkPolicy') || (Object.hasOwn(KINDS, group) && KINDS[group]?.includes(kind) === true);
