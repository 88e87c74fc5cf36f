import type { KeptFields, ObservedKind } from '../resources/observed/kept-fields.ts';
import { isTelling } from '../resources/observed/sightings.ts';
import type { Recogniser } from './recogniser.ts';
import { RECOGNISERS } from './recognisers.ts';

const every = (of: (keeps: NonNullable<Recogniser['keeps']>) => readonly string[] | undefined): readonly string[] => [...new Set(RECOGNISERS.flatMap(({ keeps }) => (keeps === undefined ? [] : of(keeps) ?? [])))];
const patterns = RECOGNISERS.flatMap(({ agents }) => agents);

/** What all recognisers together need of a cluster's objects. */
export const KEPT_FIELDS: KeptFields = {
  containers: new Set(patterns.map(({ container }) => container)),
  images: new Set(patterns.flatMap(({ images, enforcer }) => (enforcer === undefined ? [] : images.filter(isTelling)))),
  flags: new Set(every(({ flags }) => flags)),
  variables: new Set(every(({ variables }) => variables)),
  podAnnotations: every(({ podAnnotations }) => podAnnotations),
  namespaceAnnotations: every(({ namespaceAnnotations }) => namespaceAnnotations),
  nodeAnnotations: every(({ nodeAnnotations }) => nodeAnnotations),
  clusterRoles: new Set(every(({ clusterRoles }) => clusterRoles)),
  groups: new Set(every(({ groups }) => groups)),
  kinds: Object.fromEntries(RECOGNISERS.flatMap(({ keeps }): readonly (readonly [string, ObservedKind])[] => Object.entries(keeps?.kinds ?? {}))),
};
