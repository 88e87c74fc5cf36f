import type { AssessedEnforcer, EnforcementAssessment, EnforcementPin, Evidence } from '../model/enforcement.ts';
import type { PolicyDocument } from '../policies/document.ts';
import { nodeIdentity, objectEvidence, readingEvidence, WEIGHTS } from '../resources/observed/evidence.ts';
import { readKey } from '../resources/observed/readings.ts';
import { sightingsOf, type Sightings } from '../resources/observed/sightings.ts';
import type { Snapshot } from '../resources/snapshot.ts';
import { clusterWarnings } from './cluster-warnings.ts';
import { leftovers } from './leftovers.ts';
import { nodeStates } from './node-states.ts';
import type { EnforcerClaim, NetworkingClaim } from './recogniser.ts';
import { RECOGNISERS } from './recognisers.ts';
import { withProfile } from './claim-profile.ts';
import { pinnedClaims } from './pinned.ts';
import { suspectClaims } from './suspects.ts';
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

/** Kinds that limit traffic, by what their names end in. */
const isPolicyKind = (kind: string): boolean => kind.endsWith('NetworkPolicy');

const NETWORK_POLICIES = ['networking.k8s.io/NetworkPolicy', 'extensions/NetworkPolicy'];

/** An enforcer that is off may still go by other policies than NetworkPolicies; one that is off altogether honours none. */
const honoured = ({ honours = [], state }: EnforcerClaim): readonly string[] => (state === 'OFF' ? honours : [...honours, ...NETWORK_POLICIES]);

function ignoredKinds({ coverage }: Snapshot<PolicyDocument>, claims: readonly EnforcerClaim[]): readonly string[] {
  const known = new Set(claims.flatMap(honoured));
  const present = coverage.kinds.filter(({ kind, count }) => count > 0 && isPolicyKind(kind)).map(({ group, kind }) => `${group}/${kind}`);
  return [...new Set(present)].filter((kind) => !known.has(kind)).sort();
}

/** Of what carries policies for others, the mode is theirs. */
function modeOf(networking: NetworkingClaim, claims: readonly EnforcerClaim[]): string | null {
  const live = claims.filter(({ state }) => state !== 'OFF');
  if (networking.isWhole === true || live.length === 0) return networking.mode;
  return live.length > 1 ? 'multiple' : live[0]?.mode ?? networking.mode;
}

/**
 * Who wires the pods of a version, who filters, on which nodes, and how sure that is. `pin` is what a person says
 * instead of what was recognised; the answer carries it.
 *
 * @throws {QuestionError} VALIDATION_FAILED where the pin names no enforcer or release
 */
export function assess(snapshot: Snapshot<PolicyDocument>, pin: EnforcementPin | null = null): EnforcementAssessment {
  const sightings = sightingsOf(snapshot, PATTERNS);
  const recognised = RECOGNISERS.flatMap(({ enforcers }) => enforcers?.(sightings, snapshot) ?? []);
  const found = [...recognised, ...suspectClaims(sightings, recognised)];
  const claims = (pin === null ? found : pinnedClaims(found, pin)).map(withProfile).sort((a, b) => (a.name < b.name ? -1 : 1));
  const networking = networkingOf(sightings);
  const isKnown = pin !== null || networking !== UNKNOWN && (networking.isAlone === true || isAbsenceKnown(sightings, claims));
  const nodes = nodeStates(sightings, claims, isKnown);
  const verdict = pin !== null && nodes.length === 0 ? (claims.length > 0 ? 'YES' : 'NO') : verdictOf(nodes, pin !== null || sightings.isCollected('/Node'), isKnown);
  const left = leftovers(RECOGNISERS, sightings);
  return {
    detectorVersion: DETECTOR_VERSION,
    networking: { plugin: networking.plugin, version: networking.version, mode: modeOf(networking, claims) },
    enforcers: claims.map(assessed), verdict, confidence: confidenceOf(claims, networking, verdict, nodes, left.isContradicted), nodes,
    podsNotManaged: claims.flatMap(({ unmanaged = [] }) => unmanaged), ignoredKinds: ignoredKinds(snapshot, claims),
    capabilities: claims.flatMap(({ capabilities = [] }) => capabilities),
    warnings: [...clusterWarnings({ sightings, claims, nodes, verdict, hasPolicies: snapshot.policies.length > 0 }), ...claims.flatMap(({ warnings }) => warnings), ...networking.warnings ?? [], ...RECOGNISERS.flatMap(({ warnings }) => warnings?.(sightings) ?? []), ...left.warnings],
    evidence: [...networking.evidence, ...claims.flatMap(({ evidence }) => evidence), ...conditionEvidence(sightings), ...proxyEvidence(sightings)], pin,
  };
}

/** What nodes say of their network, once for each reason: written by whoever came last. */
function conditionEvidence({ nodes }: Sightings): readonly Evidence[] {
  const reasons = new Map<string, string>();
  for (const { name, network } of nodes) if (network !== null && !reasons.has(network.reason)) reasons.set(network.reason, name);
  return [...reasons].map(([reason, node]) => objectEvidence(nodeIdentity(node), 'status.conditions[NetworkUnavailable].reason', reason, 'who reported the network of this node last', WEIGHTS.node, true));
}

/** The mode of kube-proxy, by which some enforcers see Services otherwise. */
function proxyEvidence(sightings: Sightings): readonly Evidence[] {
  const reading = readKey(sightings, 'kube-proxy', 'config.conf');
  const mode = /^\s*mode\s*:\s*"?([a-z]+)"?/m.exec(reading?.value ?? '')?.[1];
  return reading === undefined || mode === undefined ? [] : readingEvidence({ ...reading, value: mode }, 'how Services are carried out');
}
