import type { AssessedEnforcer, Capability, EnforcementWarning, Evidence, EvidenceConfidence, NetworkingPlugin, NodeState } from '../model/enforcement.ts';
import type { PolicyDocument } from '../policies/document.ts';
import type { ObservedKind } from '../resources/observed/kept-fields.ts';
import type { ObservedNode } from '../resources/observed/observed.ts';
import type { AgentPattern, AgentSighting, Sightings } from '../resources/observed/sightings.ts';
import type { Snapshot } from '../resources/snapshot.ts';

/** Who may have wired the pods. */
export interface NetworkingClaim extends NetworkingPlugin {
  /** Several may look like it: the lowest rank is taken. */
  readonly rank: number;
  /** How sure it is that no enforcer hides behind the plugin: of one whose agent was seen, of a provider's marks, of traces. */
  readonly confidence: EvidenceConfidence;
  readonly evidence: readonly Evidence[];
  readonly warnings?: readonly EnforcementWarning[];
  /** Nothing can filter beside it, whatever was collected. */
  readonly isAlone?: true;
  /** Its mode says who filters too; otherwise the mode of an enforcer goes before it. */
  readonly isWhole?: true;
}

/** An enforcer that may be at work. */
export interface EnforcerClaim extends AssessedEnforcer {
  /** The agent whose pods stand for it on each node; null where it is inside a host process of every node. */
  readonly agent: AgentSighting | null;
  /** The nodes that it is meant for; all where absent. */
  readonly isFor?: (node: ObservedNode) => boolean;
  /** The state of nodes whose agents are told otherwise than the rest; null for the rest. */
  readonly stateOn?: (node: ObservedNode) => NodeState | null;
  /** At most this sure. */
  readonly confidence: EvidenceConfidence;
  /** What a dead agent leaves on its node, `group/Kind` of policies that it honours besides NetworkPolicy, and what it makes of features: its profile's where absent. */
  readonly without?: 'frozen' | 'open' | 'closed';
  readonly honours?: readonly string[];
  readonly capabilities?: readonly Capability[];
  /** NetworkPolicies are not read, though it filters by others. */
  readonly isWithoutNetworkPolicies?: true;
  /** References of pods on its nodes that it does not govern. */
  readonly unmanaged?: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly warnings: readonly EnforcementWarning[];
}

/** Recognises one plugin or enforcer. Everything that is its own stands in its folder. */
export interface Recogniser {
  readonly name: string;
  readonly agents: readonly AgentPattern[];
  /** What must be kept of the objects that it looks at. */
  readonly keeps?: {
    readonly flags?: readonly string[];
    readonly variables?: readonly string[];
    readonly nodeAnnotations?: readonly string[];
    readonly podAnnotations?: readonly string[];
    readonly namespaceAnnotations?: readonly string[];
    readonly clusterRoles?: readonly string[];
    /** API groups whose definitions are its traces. */
    readonly groups?: readonly string[];
    readonly kinds?: Readonly<Record<string, ObservedKind>>;
  };
  /** Reasons of the condition NetworkUnavailable that it writes. */
  readonly conditions?: readonly string[];
  /** Whether it is at work, so that traces of it are no leftovers; by its agents where absent. */
  readonly isAlive?: (sightings: Sightings) => boolean;
  /** What else is worth a warning. */
  readonly warnings?: (sightings: Sightings) => readonly EnforcementWarning[];
  readonly networking?: (sightings: Sightings) => NetworkingClaim | null;
  readonly enforcers?: (sightings: Sightings, snapshot: Snapshot<PolicyDocument>) => readonly EnforcerClaim[];
}
