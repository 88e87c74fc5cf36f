import { ALL_PORTS } from '../../model/connection-set.ts';
import type { Coverage } from '../../model/coverage.ts';
import type { Caveat, Direction, Firewalls, Tier } from '../../model/firewalls.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { supposedName } from './domain-names.ts';
import { referenceTable } from './endpoints.ts';
import { adminPolicies, adminTier, type AdminPolicies } from './admin-tiers.ts';
import { PODS, type PeerReading } from './admin-rules.ts';
import { networkPolicyTier, otherDirectionTier } from './network-policy-tier.ts';
import { parseReferenceSettings, settingsRecord, type ReferenceSettings } from './settings.ts';
import { withUnknownNodes } from './unknown-nodes.ts';
import { unreadableDocuments } from './unreadable-documents.ts';
import { unmodelledKinds } from './unmodelled.ts';

/**
 * What the upstream API text says about a snapshot, as firewalls in front of its pods, nodes and workloads.
 * `settings` decide the points that the text leaves open, `reference.host-network=node|pod` and the like. O(rules + endpoints).
 *
 * @throws {QuestionError} VALIDATION_FAILED for a setting or a value that does not exist
 * @see docs/semantics/kubernetes.md
 */
export function lowerReference(snapshot: Snapshot<PolicyDocument>, settings: Readonly<Record<string, string>> = {}): Firewalls {
  const parsed = parseReferenceSettings(settings);
  const admin = adminPolicies(snapshot.policies, parsed);
  const tiers = { ingress: tiersOf(snapshot, admin, 'ingress', parsed), egress: tiersOf(snapshot, admin, 'egress', parsed) };
  const { endpoints, directory, ...others } = referenceTable(snapshot, parsed);
  return {
    enforcer: { name: 'reference', version: null, settings: settingsRecord(settings) },
    ...others, directory: { ...directory, supposeName: (ref, name) => supposedName(admin.policies, ref, name) }, endpoints: withUnknownNodes(endpoints, tiers.egress),
    tiers,
    universe: ALL_PORTS,
    caveats: [...unreadableDocuments(snapshot.coverage), ...uncollected(snapshot), ...admin.caveats, ...unmodelledKinds(snapshot.coverage)],
  };
}

/** The tiers of one direction, first to last. */
function tiersOf({ policies, coverage, nodes }: Snapshot<PolicyDocument>, admin: AdminPolicies, direction: Direction, settings: ReferenceSettings): readonly Tier[] {
  const reading: PeerReading = { areNodesKnown: !areNodesUncollected(coverage) || nodes.length > 0, doNetworksMatchPods: settings.doesIpBlockMatchPods };
  return [
    ...(settings.ownNodeEgress === 'allowed' && direction === 'egress' ? [OWN_NODE] : []),
    adminTier('ADMIN', direction, admin, reading),
    networkPolicyTier(policies, coverage, direction, settings),
    ...(settings.networkPolicyFinal === 'pod' ? [otherDirectionTier(policies, direction)] : []),
    adminTier('BASELINE', direction, admin, reading),
  ];
}

/** Whether the input says which kinds it collected and Nodes are not among them, so that any address may be one's. */
const areNodesUncollected = ({ collection }: Coverage): boolean => collection !== undefined && !collection.collected.some(({ group, kind }) => group === '' && kind === 'Node');

/** Before all others, so that not even an admin rule denies what a pod sends to its own node (U15). */
const OWN_NODE: Tier = {
  kind: 'DEFAULT', name: 'own node', reading: 'first-match',
  rules: [{ action: 'allow', own: PODS, peers: [{ host: 'local', element: null }], traffic: 'any', certainty: 'certain', code: 'OWN_NODE_ALLOWED', role: 'default', origin: null }],
};

function uncollected({ coverage }: Snapshot<PolicyDocument>): readonly Caveat[] {
  if (coverage.collection === undefined || coverage.collection.collected.some(({ group, kind }) => group === 'networking.k8s.io' && kind === 'NetworkPolicy')) return [];
  return [{ code: 'KIND_NOT_COLLECTED', message: 'The input says that NetworkPolicies were not collected.', resources: [] }];
}
