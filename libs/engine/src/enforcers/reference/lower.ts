import { ALL_PORTS } from '../../model/connection-set.ts';
import type { Caveat, Direction, Firewalls, Tier } from '../../model/firewalls.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { referenceEndpoints } from './endpoints.ts';
import { networkPolicyTier } from './network-policy-tier.ts';
import { parseReferenceSettings, settingsRecord, type ReferenceSettings } from './settings.ts';
import { unmodelledKinds } from './unmodelled.ts';

/**
 * What the upstream API text says about a snapshot, as firewalls in front of its pods, nodes and workloads.
 * `settings` are `reference.host-network=node|pod`, `reference.ip-block-matches-pods=true|false` and
 * `reference.missing-namespace=absent|unknown`. O(rules + endpoints).
 *
 * @throws {QuestionError} VALIDATION_FAILED for a setting or a value that does not exist
 * @see docs/semantics/kubernetes.md
 */
export function lowerReference(snapshot: Snapshot<PolicyDocument>, settings: Readonly<Record<string, string>> = {}): Firewalls {
  const parsed = parseReferenceSettings(settings);
  return {
    enforcer: { name: 'reference', version: null, settings: settingsRecord(parsed) },
    ...referenceEndpoints(snapshot, parsed),
    tiers: { ingress: tiersOf(snapshot, 'ingress', parsed), egress: tiersOf(snapshot, 'egress', parsed) },
    universe: ALL_PORTS,
    caveats: [...uncollected(snapshot), ...unmodelledKinds(snapshot.coverage)],
  };
}

/** The tiers of one direction, first to last. */
function tiersOf({ policies, coverage }: Snapshot<PolicyDocument>, direction: Direction, settings: ReferenceSettings): readonly Tier[] {
  return [networkPolicyTier(policies, coverage, direction, settings)];
}

function uncollected({ coverage }: Snapshot<PolicyDocument>): readonly Caveat[] {
  if (coverage.collection === undefined || coverage.collection.collected.some(({ group, kind }) => group === 'networking.k8s.io' && kind === 'NetworkPolicy')) return [];
  return [{ code: 'KIND_NOT_COLLECTED', message: 'The input says that NetworkPolicies were not collected.', resources: [] }];
}
