import { isJsonObject, type Shape } from '../model/shape.ts';
import { METADATA_ANNOTATION, trimmedMetadata } from '../policies/calico/stored-metadata.ts';
import { policyKind } from '../policies/kinds.ts';
import { DATED_METADATA_SHAPE, withAnnotations } from '../resources/metadata.ts';
import { project } from './project.ts';

/** Whether the kind is a policy that Postern reads, in whatever version. */
export const isReadPolicy = (group: string, kind: string): boolean => policyKind(group, kind) !== undefined;

const WHOLE: Shape = 'any';
const WITH_STORED_METADATA = withAnnotations([METADATA_ANNOTATION], DATED_METADATA_SHAPE);

/** Of annotations, only the one that holds metadata, and of it what is read: the others may hold anything. */
function projectMetadata(metadata: Readonly<Record<string, unknown>>): unknown {
  const { annotations } = metadata as { readonly annotations?: unknown };
  const stored = isJsonObject(annotations) ? annotations[METADATA_ANNOTATION] : undefined;
  return typeof stored === 'string' ? project({ ...metadata, annotations: { [METADATA_ANNOTATION]: trimmedMetadata(stored) } }, WITH_STORED_METADATA) : project(metadata, DATED_METADATA_SHAPE);
}

/** A policy whole, unknown fields included, without the bookkeeping in its metadata and status. */
export function projectPolicy(value: Readonly<Record<string, unknown>>): unknown {
  const { metadata } = value;
  const rest = Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'metadata' && key !== 'status'));
  return { ...(project(rest, WHOLE) as object), metadata: isJsonObject(metadata) ? projectMetadata(metadata) : metadata };
}
