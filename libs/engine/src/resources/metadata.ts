import type { Shape } from '../model/shape.ts';

/** The fields of an object's metadata that are kept. */
const FIELDS: Readonly<Record<string, Shape>> = {
  name: 'string', namespace: 'string', labels: { map: 'string' }, deletionTimestamp: 'string',
  ownerReferences: { list: { fields: { apiVersion: 'string', kind: 'string', name: 'string', controller: 'boolean' } } },
};

/** What is kept of an object's metadata. */
export const METADATA_SHAPE: Shape = { fields: FIELDS };

/** The same with the time of creation, for what an agent may have missed. */
export const DATED_METADATA_SHAPE: Shape = { fields: { ...FIELDS, creationTimestamp: 'string' } };

/** The same with some annotations: the others hold anything, secrets too. */
export const withAnnotations = (keys: readonly string[], of: Shape = METADATA_SHAPE): Shape => ({ fields: { ...(typeof of === 'object' && 'fields' in of ? of.fields : FIELDS), annotations: { fields: Object.fromEntries(keys.map((key) => [key, 'string'] as const)) } } });

export interface OwnerReferenceJson { readonly apiVersion?: string | null; readonly kind?: string | null; readonly name?: string | null; readonly controller?: boolean | null }

export interface MetadataJson {
  readonly labels?: Readonly<Record<string, string>> | null;
  readonly creationTimestamp?: string | null;
  readonly deletionTimestamp?: string | null;
  readonly ownerReferences?: readonly OwnerReferenceJson[] | null;
}
