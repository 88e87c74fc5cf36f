import type { Direction, Rule, Tier } from '../../model/firewalls.ts';
import type { DifferenceCode } from '../../model/verdict.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { NetworkPolicyManifest } from '../../policies/network-policy/manifest.ts';
import type { Feature } from './profile.ts';

/** A NetworkPolicy on its way through an enforcer: `manifest` is what was written. */
export interface Policy { readonly document: PolicyDocument; readonly manifest: NetworkPolicyManifest }

/** The rules that one policy became in one direction. */
export interface LoweredRules extends Policy { readonly allows: readonly Rule[]; readonly isolation: Rule | null }

/** One way in which enforcers depart from the upstream text. What is left out stays as upstream has it. */
export interface Deviation {
  readonly code: DifferenceCode;
  /** What a person is told of a policy that meets it, after the policy's name; `all` are all NetworkPolicies. */
  readonly says: string;
  /** Whether a policy that uses the feature meets it; every one where it is left out. */
  readonly meets?: (manifest: NetworkPolicyManifest, all: readonly NetworkPolicyManifest[]) => boolean;
  /** The policy has no effect at all. */
  readonly isRefusal?: true;
  /** The feature is a direction, of which nothing has an effect. */
  readonly isDirectionOff?: true;
  /** The policy as it is read instead; every rule, peer and port keeps its index. */
  readonly rewrite?: (manifest: NetworkPolicyManifest) => NetworkPolicyManifest;
  /** The rules that stand instead of a policy's own; rules of policies that do not meet it are not given. */
  readonly rules?: (rules: readonly Rule[], policy: Policy, direction: Direction, all: readonly NetworkPolicyManifest[]) => readonly Rule[];
  /** What is decided before NetworkPolicies are, whether or not a policy uses the feature; `policies` are those that do. */
  readonly before?: (policies: readonly LoweredRules[], all: readonly LoweredRules[], direction: Direction) => readonly Tier[];
}

/** A deviation with the feature that brings it. */
export interface Met { readonly feature: Feature; readonly deviation: Deviation }
