import type { Shape } from '../model/shape.ts';

/** What is kept of an object's metadata. */
export const METADATA_SHAPE: Shape = {
  fields: {
    name: 'string', namespace: 'string', labels: { map: 'string' }, deletionTimestamp: 'string',
    ownerReferences: { list: { fields: { apiVersion: 'string', kind: 'string', name: 'string', controller: 'boolean' } } },
  },
};

export interface OwnerReferenceJson { readonly apiVersion?: string | null; readonly kind?: string | null; readonly name?: string | null; readonly controller?: boolean | null }

export interface MetadataJson {
  readonly labels?: Readonly<Record<string, string>> | null;
  readonly deletionTimestamp?: string | null;
  readonly ownerReferences?: readonly OwnerReferenceJson[] | null;
}
