import { lastSeen } from '../model/last-seen.ts';
import type { MetadataJson, OwnerReferenceJson } from './metadata.ts';
import type { OwnerReference } from './object.ts';

/** The API group of an `apiVersion`, empty for the core group. */
export const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '');

/** The owner that controls the object; the first one where none says that it does. A Node owns only mirror pods, which stand for themselves. */
export function controllerOf(metadata: MetadataJson): OwnerReference | null {
  return metadata.ownerReferences ? controllerAmong(metadata.ownerReferences) : null;
}

const controllerAmong = lastSeen((references: readonly OwnerReferenceJson[]): OwnerReference | null => {
  const owner = references.find((reference) => reference.controller === true) ?? references[0];
  if (typeof owner?.kind !== 'string' || typeof owner.name !== 'string' || owner.name === '' || owner.kind === 'Node') return null;
  return { group: groupOf(owner.apiVersion ?? ''), kind: owner.kind, name: owner.name };
});
