const GROUPS = new Set(['policy.networking.k8s.io', 'cilium.io', 'projectcalico.org', 'crd.projectcalico.org', 'crd.antrea.io']);
const KINDS = /NetworkPolicy$|^EgressFirewall$/;
/** Objects that policies of these groups draw on, so that a policy cannot be read without them. */
const PARTS = /^(?:Tier|ClusterGroup|Group|(?:Global)?NetworkSet|CiliumCIDRGroup|CiliumEgressGatewayPolicy|HostEndpoint)$/;

/** Whether the kind limits traffic by an API that Postern does not model, so that answers without it are incomplete. */
export const isUnmodelledPolicy = (group: string, kind: string): boolean => KINDS.test(kind) || (GROUPS.has(group) && PARTS.test(kind));
