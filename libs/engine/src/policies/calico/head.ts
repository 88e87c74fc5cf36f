import type { ResourceIdentity } from '../../model/location.ts';
import { isJsonObject } from '../../model/shape.ts';
import type { CalicoHead } from './manifest.ts';
import { METADATA_ANNOTATION, storedMetadata, type StoredMetadata } from './stored-metadata.ts';

const STORAGE_GROUP = 'crd.projectcalico.org';
const DEFAULT_PREFIX = 'default.';

/** The name that users gave: the annotation's, else the stored one, from which only an annotation without a name takes the prefix. */
function nameOf(stored: string, metadata: StoredMetadata | null, isInDefaultTier: boolean): string {
  if (metadata === null) return stored;
  return metadata.name ?? (isInDefaultTier && stored.startsWith(DEFAULT_PREFIX) ? stored.slice(DEFAULT_PREFIX.length) : stored);
}

const ownLabels = (labels: unknown): Readonly<Record<string, string>> => (isJsonObject(labels) ? (labels as Readonly<Record<string, string>>) : {});

/** Name and labels of an object in either form. `tier` is undefined for kinds that are in none, whose names stay. */
export function headOf({ group, name }: ResourceIdentity, metadata: unknown, tier?: string | null): CalicoHead {
  const { labels, annotations } = (isJsonObject(metadata) ? metadata : {}) as { readonly labels?: unknown; readonly annotations?: unknown };
  const isStored = group === STORAGE_GROUP;
  const stored = isStored && isJsonObject(annotations) ? storedMetadata(annotations[METADATA_ANNOTATION]) : null;
  const isInDefaultTier = tier === null || tier === '' || tier === 'default';
  return { name: tier === undefined ? name : nameOf(name, stored, isInDefaultTier), storedName: name, isStored, labels: { ...ownLabels(labels), ...stored?.labels } };
}
