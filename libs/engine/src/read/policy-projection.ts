import { isJsonObject, type Shape } from '../model/shape.ts';
import { policyKind } from '../policies/kinds.ts';
import { METADATA_SHAPE } from '../resources/metadata.ts';
import { project } from './project.ts';

/** Whether the kind is a policy that Postern reads, in whatever version. */
export const isReadPolicy = (group: string, kind: string): boolean => policyKind(group, kind) !== undefined;

const WHOLE: Shape = 'any';

/** A policy whole, unknown fields included, without the bookkeeping in its metadata and status. */
export function projectPolicy(value: Readonly<Record<string, unknown>>): unknown {
  const { metadata } = value;
  const rest = Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'metadata' && key !== 'status'));
  return { ...(project(rest, WHOLE) as object), metadata: isJsonObject(metadata) ? project(metadata, METADATA_SHAPE) : metadata };
}
