import type { ResourceIdentity } from './location.ts';

/** Whether what policies say holds in the cluster: everywhere, on some nodes, nowhere, or not known. */
export type EnforcementVerdict = 'YES' | 'PARTIAL' | 'NO' | 'UNKNOWN';
export type EvidenceConfidence = 'HIGH' | 'MEDIUM' | 'LOW';
/** `ON`: it filters. `OFF`: it is there and switched off. `UNPROVEN`: it may be switched off. `BLIND`: it runs and sees none of the Pods. */
export type EnforcerState = 'ON' | 'OFF' | 'UNPROVEN' | 'BLIND';
export type NodeState = 'ENFORCING' | 'AGENT_NOT_READY' | 'NOT_SCHEDULED' | 'NOT_SUPPORTED' | 'DISABLED_BY_CONFIG' | 'NO_ENGINE' | 'UNKNOWN';

/** Who wires the Pods. */
export interface NetworkingPlugin { readonly plugin: string; readonly version: string | null; readonly mode: string | null }

/** Somebody who may filter: `name` is the one that an enforcer is asked for by, `kube-router` or `aws-network-policy-agent`. */
export interface AssessedEnforcer {
  readonly name: string;
  readonly version: string | null;
  readonly mode: string | null;
  readonly state: EnforcerState;
  readonly offReason: string | null;
  /** What the cluster shows of its settings, by its own keys, as a question would set them, each with the name before it. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Whether policies hold on a node, under one enforcer. */
export interface NodeEnforcement {
  readonly node: string;
  readonly state: NodeState;
  /** Whose state it is; null where no enforcer is meant to run there. */
  readonly enforcer: string | null;
  /** What a dead agent leaves behind: its old rules (`frozen`) or none (`open`, `closed`). Null where the agent is alive. */
  readonly without: 'frozen' | 'open' | 'closed' | null;
  /** When the agent was last known to work, as the cluster tells it (RFC 3339); null where it does not. */
  readonly since: string | null;
}

/** An observation and what it says: `field` is a path in the object, `weight` from 0 to 1 is how much it can be relied on. */
export interface Evidence { readonly resource: ResourceIdentity; readonly field: string; readonly value: string; readonly says: string; readonly weight: number; readonly mayBeStale: boolean }

/** Features of NetworkPolicies that enforcers differ in. */
export const POLICY_FEATURES = ['ingress', 'egress', 'ipBlock', 'ipBlockExcept', 'endPort', 'namedPorts', 'sctp', 'ipv6', 'combinedSelectors'] as const;

/** What an enforcer makes of one feature of policies; `note` names what becomes of a policy that uses it. */
export interface Capability { readonly enforcer: string; readonly feature: string; readonly support: 'FULL' | 'PARTIAL' | 'NONE' | 'UNKNOWN'; readonly note: string | null }

/** Who wires the Pods of a version, who filters, on which nodes, and how sure that is. */
export interface EnforcementAssessment {
  /** Grows when the rules of recognition change, so that what was kept is worked out again. */
  readonly detectorVersion: number;
  readonly networking: NetworkingPlugin;
  readonly enforcers: readonly AssessedEnforcer[];
  readonly verdict: EnforcementVerdict;
  readonly confidence: EvidenceConfidence;
  /** In order of name; one entry for each node and each enforcer that is meant to run on it. */
  readonly nodes: readonly NodeEnforcement[];
  /** References of Pods on a node with an enforcer that are not under it. */
  readonly podsNotManaged: readonly string[];
  /** `group/Kind` of policies that are there and that no running enforcer honours. */
  readonly ignoredKinds: readonly string[];
  readonly capabilities: readonly Capability[];
  readonly warnings: readonly EnforcementWarning[];
  readonly evidence: readonly Evidence[];
  /** Present where a person said otherwise than the snapshot. */
  readonly pin: EnforcementPin | null;
}

/** Everything that an assessment may warn of. */
export type EnforcementWarningCode =
  | 'POLICIES_NOT_ENFORCED' | 'ENGINE_DISABLED_BY_CONFIG' | 'AUDIT_MODE' | 'POLICY_ENGINE_NOT_READY_ON_NODE' | 'POLICY_ENGINE_NOT_SCHEDULED_ON_NODE' | 'MULTIPLE_POLICY_ENGINES'
  | 'CRDS_WITHOUT_AGENT' | 'STALE_NODE_ANNOTATIONS' | 'PODS_NOT_MANAGED_BY_ENGINE' | 'CONTROL_PLANE_COMPONENT_NOT_VISIBLE' | 'POLICYENDPOINTS_MISSING' | 'STARTUP_WINDOW_DEFAULT_ALLOW'
  | 'STRICT_MODE_DEFAULT_DENY' | 'ENGINE_LIMITED_FEATURES' | 'MIGRATION_IN_PROGRESS' | 'EOL_ENGINE' | 'RBAC_LACKS_NETWORKPOLICIES' | 'EMBEDDED_ENGINE_INFERRED' | 'NO_CNI_READY' | 'UNKNOWN_CNI'
  | 'ENGINE_PROBABLY_BLIND' | 'AGENT_CRASHED_BY_POLICY' | 'LEGACY_ANNOTATION_IGNORED' | 'CONFIG_NOT_IN_SNAPSHOT' | 'COVERAGE_GAP';

/** What to beware of, and the objects that it is about. */
export interface EnforcementWarning { readonly code: EnforcementWarningCode; readonly message: string; readonly resources: readonly ResourceIdentity[] }

/** What a person says about a cluster, instead of what was recognised. */
export interface EnforcementPin {
  readonly enforcer: string;
  readonly version: string | null;
  /** Who said so: an account of the service, or the option of a command. */
  readonly by: string;
  /** When (RFC 3339); null where it was said with the question. */
  readonly at: string | null;
  readonly reason: string | null;
}
