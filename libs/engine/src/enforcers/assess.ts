import type { AssessedEnforcer, EnforcementAssessment, EnforcementPin, EnforcementVerdict, EnforcementWarning, NodeEnforcement } from '../model/enforcement.ts';
import type { PolicyDocument } from '../policies/document.ts';
import { sightingsOf, type Sightings } from '../resources/observed/sightings.ts';
import type { Snapshot } from '../resources/snapshot.ts';
import { nodeStates } from './node-states.ts';
import type { EnforcerClaim, NetworkingClaim } from './recogniser.ts';
import { RECOGNISERS } from './recognisers.ts';
import { confidenceOf, isAbsenceKnown, verdictOf } from './verdict.ts';

/** Grows with every change of what is recognised or concluded. */
const DETECTOR_VERSION = 1;

const PATTERNS = RECOGNISERS.flatMap(({ agents }) => agents);

const UNKNOWN: NetworkingClaim = {
  rank: Infinity, plugin: 'unknown', version: null, mode: 'unknown', confidence: 'LOW', evidence: [],
  warnings: [{ code: 'UNKNOWN_CNI', message: 'Nothing in the input shows who wires the Pods. Treat policies as not enforced.', resources: [] }],
};

/** Who wires the pods: of those that may, the first in the order of ranks. */
function networkingOf(sightings: Sightings): NetworkingClaim {
  const claims = RECOGNISERS.flatMap(({ networking }) => networking?.(sightings) ?? []);
  return claims.reduce((best, claim) => (claim.rank < best.rank ? claim : best), UNKNOWN);
}

const assessed = ({ name, version, mode, state, offReason, settings }: EnforcerClaim): AssessedEnforcer => ({ name, version, mode, state, offReason, settings });

interface Found { readonly claims: readonly EnforcerClaim[]; readonly nodes: readonly NodeEnforcement[]; readonly verdict: EnforcementVerdict; readonly hasPolicies: boolean }

function warningsOf({ claims, nodes, verdict, hasPolicies }: Found): readonly EnforcementWarning[] {
  const at = (states: readonly NodeEnforcement['state'][]): EnforcementWarning['resources'] => nodes.filter(({ state }) => states.includes(state)).map(({ node }) => ({ group: '', kind: 'Node', namespace: '', name: node }));
  const [dead, missing] = [at(['AGENT_NOT_READY']), at(['NOT_SCHEDULED', 'NOT_SUPPORTED'])];
  const [off, on] = [claims.filter(({ state }) => state === 'OFF'), claims.filter(({ state }) => state === 'ON')];
  return [
    ...(verdict === 'NO' && hasPolicies ? [{ code: 'POLICIES_NOT_ENFORCED', message: 'Policies are stored without effect: nothing in this cluster enforces them.', resources: [] } as const] : []),
    ...(on.length > 0 ? [] : off.map(({ name, offReason }): EnforcementWarning => ({ code: 'ENGINE_DISABLED_BY_CONFIG', message: `${name} is there and switched off: ${offReason ?? 'its configuration says so'}.`, resources: [] }))),
    ...(dead.length > 0 ? [{ code: 'POLICY_ENGINE_NOT_READY_ON_NODE', message: `The agent that filters is not ready on ${String(dead.length)} of the nodes.`, resources: dead } as const] : []),
    ...(missing.length > 0 ? [{ code: 'POLICY_ENGINE_NOT_SCHEDULED_ON_NODE', message: `No agent that filters runs on ${String(missing.length)} of the nodes.`, resources: missing } as const] : []),
    ...(on.length > 1 ? [{ code: 'MULTIPLE_POLICY_ENGINES', message: `${on.map(({ name }) => name).join(' and ')} filter the same Pods: a connection must pass all of them.`, resources: [] } as const] : []),
  ];
}

/** Kinds that limit traffic, by what their names end in. */
const isPolicyKind = (kind: string): boolean => kind.endsWith('NetworkPolicy');

function ignoredKinds({ coverage }: Snapshot<PolicyDocument>, claims: readonly EnforcerClaim[]): readonly string[] {
  const honoured = new Set(claims.filter(({ state }) => state !== 'OFF').flatMap(({ honours = [], isWithoutNetworkPolicies }) => [...honours, ...(isWithoutNetworkPolicies === true ? [] : ['networking.k8s.io/NetworkPolicy', 'extensions/NetworkPolicy'])]));
  const present = coverage.kinds.filter(({ kind, count }) => count > 0 && isPolicyKind(kind)).map(({ group, kind }) => `${group}/${kind}`);
  return [...new Set(present)].filter((kind) => !honoured.has(kind)).sort();
}

/**
 * Who wires the pods of a version, who filters, on which nodes, and how sure that is. `pin` is what a person says
 * instead.
 */
export function assess(snapshot: Snapshot<PolicyDocument>, pin: EnforcementPin | null = null): EnforcementAssessment {
  const sightings = sightingsOf(snapshot, PATTERNS);
  const claims = RECOGNISERS.flatMap(({ enforcers }) => enforcers?.(sightings, snapshot) ?? []);
  const networking = networkingOf(sightings);
  const isKnown = isAbsenceKnown(sightings) && networking !== UNKNOWN;
  const nodes = nodeStates(sightings, claims, isKnown);
  const verdict = verdictOf(nodes, sightings.isCollected('/Node'), isKnown);
  return {
    detectorVersion: DETECTOR_VERSION,
    networking: { plugin: networking.plugin, version: networking.version, mode: networking.mode },
    enforcers: claims.map(assessed), verdict, confidence: confidenceOf(claims, networking, verdict, nodes, false), nodes,
    podsNotManaged: claims.flatMap(({ unmanaged = [] }) => unmanaged), ignoredKinds: ignoredKinds(snapshot, claims),
    capabilities: claims.flatMap(({ capabilities = [] }) => capabilities),
    warnings: [...warningsOf({ claims, nodes, verdict, hasPolicies: snapshot.policies.length > 0 }), ...claims.flatMap(({ warnings }) => warnings), ...networking.warnings ?? []],
    evidence: [...networking.evidence, ...claims.flatMap(({ evidence }) => evidence)], pin,
  };
}
