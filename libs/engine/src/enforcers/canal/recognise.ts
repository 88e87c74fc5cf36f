import { agentEvidence } from '../../resources/observed/evidence.ts';
import { readVariable, releaseOf, tagOf } from '../../resources/observed/readings.ts';
import type { ObservedPod, ObservedWorkload } from '../../resources/observed/observed.ts';
import type { AgentSighting, Sightings } from '../../resources/observed/sightings.ts';
import type { NetworkingClaim, Recogniser } from '../recogniser.ts';

const [POLICY, NETWORK] = ['calico-node', 'kube-flannel'];
const MIGRATION = 'projectcalico.org/node-network-during-migration';

const carriers = ({ workloads, pods }: AgentSighting): readonly (ObservedWorkload | ObservedPod)[] => [...workloads.map(({ workload }) => workload), ...pods.map(({ pod }) => pod)];

/** Whether one pod, or the template of one, carries both agents. */
function isOneWorkload(sightings: Sightings): boolean {
  const network = new Set(carriers(sightings.agent(NETWORK)));
  return carriers(sightings.agent(POLICY)).some((each) => network.has(each));
}

function networking(sightings: Sightings): NetworkingClaim | null {
  if (!sightings.isSeen(POLICY) || !sightings.isSeen(NETWORK)) return null;
  const version = releaseOf(tagOf(sightings.agent(POLICY)));
  const evidence = agentEvidence(sightings.agent(NETWORK), 'flannel wires the pods');
  const isMigrating = sightings.nodes.some(({ labels }) => Object.hasOwn(labels, MIGRATION));
  const isForPolicies = readVariable(sightings.agent(POLICY), 'CALICO_NETWORKING_BACKEND', sightings)?.value === 'none';
  if (isOneWorkload(sightings) || (isForPolicies && !isMigrating)) return { rank: 80, plugin: 'canal', version, mode: 'flannel-vxlan + calico policy', confidence: 'HIGH', evidence, isWhole: true };
  return {
    rank: 90, plugin: 'mixed', version, mode: isMigrating ? 'migration' : 'mixed', confidence: 'HIGH', evidence, isWhole: true,
    warnings: isMigrating ? [{ code: 'MIGRATION_IN_PROGRESS', message: 'Nodes are on their way from flannel to Calico: policies hold only on those that have arrived.', resources: [] }] : [],
  };
}

/** Flannel and Calico together: in one DaemonSet, or where Calico leaves the network to others, they are Canal. */
export const canalRecogniser: Recogniser = { name: 'canal', agents: [], networking };
