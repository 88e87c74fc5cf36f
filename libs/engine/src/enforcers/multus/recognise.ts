import type { EnforcementWarning } from '../../model/enforcement.ts';
import type { Sightings } from '../../resources/observed/sightings.ts';
import type { Recogniser } from '../recogniser.ts';

const NETWORKS = 'k8s.v1.cni.cncf.io/networks';

function warnings(sightings: Sightings): readonly EnforcementWarning[] {
  const mark = sightings.podMarks.get(NETWORKS);
  if (mark === undefined) return [];
  return [{ code: 'ENGINE_LIMITED_FEATURES', message: `${String(mark.count)} of the Pods ask for further networks (${NETWORKS}): nothing here speaks of what passes over those.`, resources: [mark.pod] }];
}

/** Gives pods further interfaces, which no policy of the cluster speaks of. */
export const multusRecogniser: Recogniser = { name: 'multus', agents: [], keeps: { podAnnotations: [NETWORKS] }, warnings };
