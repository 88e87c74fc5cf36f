import type { EnforcementWarning, EnforcerState } from '../../model/enforcement.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { agentEvidence, readingEvidence } from '../../resources/observed/evidence.ts';
import { isSince, numbersOf, readVariable, releaseOf, tagOf } from '../../resources/observed/readings.ts';
import type { Sightings } from '../../resources/observed/sightings.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import type { EnforcerClaim, NetworkingClaim, Recogniser } from '../recogniser.ts';

const [AGENT, ROUTER] = ['weave-npc', 'weave'];

const END_OF_LIFE: EnforcementWarning = { code: 'EOL_ENGINE', message: 'Weave Net is no longer maintained: its last release is 2.8.1, of January 2021.', resources: [] };

/** NetworkPolicies that name a port by its name. */
function withNamedPorts({ policies }: Snapshot<PolicyDocument>): readonly PolicyDocument[] {
  return policies.filter((policy) => policy.api === 'network-policy' && [...policy.manifest?.spec.ingress ?? [], ...policy.manifest?.spec.egress ?? []].some(({ ports }) => (ports ?? []).some(({ port }) => typeof port === 'string')));
}

const LEGACY = 'net.beta.kubernetes.io/network-policy';

/** The annotation by which early releases isolated a namespace. */
function legacyWarning({ markedNamespaces }: Sightings, version: string | null): readonly EnforcementWarning[] {
  const marked = markedNamespaces.filter(({ annotations }) => Object.hasOwn(annotations, LEGACY));
  if (marked.length === 0 || !isSince(version, [2, 4, 0])) return [];
  return [{ code: 'LEGACY_ANNOTATION_IGNORED', message: `Weave since 2.4 takes no notice of the annotation ${LEGACY}, which ${marked.map(({ name }) => name).join(', ')} still ${marked.length === 1 ? 'has' : 'have'}.`, resources: marked.map(({ name }) => ({ group: '', kind: 'Namespace', namespace: '', name })) }];
}

function enforcers(sightings: Sightings, snapshot: Snapshot<PolicyDocument>): readonly EnforcerClaim[] {
  if (!sightings.isSeen(AGENT)) return [];
  const agent = sightings.agent(AGENT);
  const version = releaseOf(tagOf(agent));
  const expected = readVariable(sightings.agent(ROUTER), 'EXPECT_NPC', sightings);
  const state: EnforcerState = expected === undefined ? 'UNPROVEN' : expected.value === '0' ? 'OFF' : 'ON';
  const fatal = numbersOf(version) !== null && !isSince(version, [2, 6, 3]) && agent.pods.some(({ container }) => container.isReady === false) ? withNamedPorts(snapshot) : [];
  return [{
    name: 'weave-npc', version, mode: 'weave-npc', state, offReason: state === 'OFF' ? 'EXPECT_NPC=0: traffic is not led through the controller' : null, settings: { 'weave-npc.expect-npc': state === 'OFF' ? '0' : '1' }, agent, confidence: 'HIGH', without: 'frozen', honours: [],
    evidence: [...agentEvidence(agent, 'the controller that filters for Weave'), ...readingEvidence(expected, 'whether traffic is led through the controller')],
    warnings: [
      END_OF_LIFE, ...legacyWarning(sightings, version),
      ...(state === 'UNPROVEN' ? [{ code: 'CONFIG_NOT_IN_SNAPSHOT', message: 'The environment of Weave\'s router, in which filtering may be switched off, is not in the input.', resources: [] } as const] : []),
      ...(fatal.length > 0 ? [{ code: 'AGENT_CRASHED_BY_POLICY', message: `A named port ends weave-npc before 2.6.3, and it is not running: ${fatal.map(({ namespace, name }) => `${namespace}/${name}`).join(', ')}.`, resources: fatal.map(({ group, kind, namespace, name }) => ({ group, kind, namespace, name })) } as const] : []),
    ],
  }];
}

function networking(sightings: Sightings): NetworkingClaim | null {
  const seen = [ROUTER, AGENT].find((id) => sightings.isSeen(id));
  if (seen === undefined) return null;
  const agent = sightings.agent(seen);
  return { rank: 40, plugin: 'weave-net', version: releaseOf(tagOf(agent)), mode: sightings.isSeen(AGENT) ? 'weave-npc' : 'without weave-npc', confidence: 'HIGH', evidence: agentEvidence(agent, 'Weave wires the pods') };
}

export const weaveRecogniser: Recogniser = {
  name: 'weave',
  agents: [
    { id: AGENT, container: AGENT, enforcer: 'weave-npc', images: ['weave-npc', 'weave-npc-*'] },
    { id: ROUTER, container: ROUTER, images: ['weave-kube', 'weave-kube-*'] },
  ],
  keeps: { namespaceAnnotations: [LEGACY], variables: ['EXPECT_NPC', 'IPALLOC_RANGE', 'NO_MASQ_LOCAL'], flags: ['allow-mcast', 'use-legacy-netpol'] },
  conditions: ['WeaveIsUp'],
  networking, enforcers,
};
