import type { Diagnostic } from '../model/diagnostic.ts';
import type { Shape } from '../model/shape.ts';
import { checkedValue } from './checked-object.ts';
import type { Namespace } from './kinds.ts';
import { METADATA_SHAPE, type MetadataJson } from './metadata.ts';
import type { LocatedObject } from './object.ts';

/** What is kept of a Namespace. */
export const NAMESPACE_SHAPE: Shape = { fields: { apiVersion: 'string', kind: 'string', metadata: METADATA_SHAPE } };

const NAME_LABEL = 'kubernetes.io/metadata.name';

/** Reads a Namespace and adds the label that the API server gives to each (NP-45); null where it is refused. */
export function parseNamespace(object: LocatedObject, diagnostics: Diagnostic[]): Namespace | null {
  const json = checkedValue<{ readonly metadata?: MetadataJson | null }>(object, NAMESPACE_SHAPE, diagnostics, () => undefined);
  if (json === null) return null;
  const isAdded = !Object.hasOwn(json.metadata?.labels ?? {}, NAME_LABEL);
  return { name: object.name, labels: { ...json.metadata?.labels, [NAME_LABEL]: object.name }, ...(isAdded && { isNameLabelAdded: true }), isSynthesised: false, areLabelsUnknown: false, source: object.source };
}

/** Stands for a Namespace of which no object is in the input (U16). */
export const synthesisedNamespace = (name: string, areLabelsUnknown: boolean): Namespace => ({ name, labels: { [NAME_LABEL]: name }, isSynthesised: true, areLabelsUnknown, source: null });
