import type { Diagnostic } from '../model/diagnostic.ts';
import type { Labels } from '../model/label-expression.ts';
import type { Shape } from '../model/shape.ts';
import { checkedValue } from './checked-object.ts';
import { METADATA_SHAPE, type MetadataJson } from './metadata.ts';
import type { LocatedObject } from './object.ts';

/** An account that pods run under: its name and labels, and nothing of what it may do or of its secrets. */
export interface ServiceAccount { readonly namespace: string; readonly name: string; readonly labels: Labels }

/** What is kept of a ServiceAccount. */
export const SERVICE_ACCOUNT_SHAPE: Shape = { fields: { apiVersion: 'string', kind: 'string', metadata: METADATA_SHAPE } };

/** Reads a ServiceAccount; null where it is refused. */
export function parseServiceAccount(object: LocatedObject, diagnostics: Diagnostic[]): ServiceAccount | null {
  const json = checkedValue<{ readonly metadata?: MetadataJson | null }>(object, SERVICE_ACCOUNT_SHAPE, diagnostics, () => undefined);
  return json === null ? null : { namespace: object.namespace, name: object.name, labels: json.metadata?.labels ?? {} };
}
