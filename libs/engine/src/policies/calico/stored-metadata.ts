import { isJsonObject } from '../../model/shape.ts';

/** Where the storage form keeps the metadata that the live form shows. */
export const METADATA_ANNOTATION = 'projectcalico.org/metadata';

/** What the annotation says, as far as it is read. */
export interface StoredMetadata { readonly name: string | null; readonly labels: Readonly<Record<string, string>> }

function labelsOf(value: unknown): Readonly<Record<string, string>> {
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string')) : {};
}

/** Reads the annotation; null where it is absent or no JSON object. */
export function storedMetadata(text: unknown): StoredMetadata | null {
  if (typeof text !== 'string') return null;
  try {
    const json: unknown = JSON.parse(text);
    if (!isJsonObject(json)) return null;
    const { name, labels } = json as { readonly name?: unknown; readonly labels?: unknown };
    return { name: typeof name === 'string' && name !== '' ? name : null, labels: labelsOf(labels) };
  } catch {
    return null;
  }
}

/** The annotation without what is not read: other annotations in it may hold anything. */
export function trimmedMetadata(text: string): string {
  const metadata = storedMetadata(text);
  return metadata === null ? '' : JSON.stringify({ ...(metadata.name !== null && { name: metadata.name }), labels: metadata.labels });
}
