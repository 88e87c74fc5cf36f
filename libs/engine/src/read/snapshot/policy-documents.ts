import type { Diagnostic } from '../../model/diagnostic.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { parseNetworkPolicy } from '../../policies/network-policy/parse.ts';
import { identityOf } from '../../resources/checked-object.ts';
import type { LocatedObject } from '../../resources/object.ts';

/** The policy in its state, its problems told to `diagnostics`. One that could not be read was reported when it was read. */
export function policyDocument(object: LocatedObject, diagnostics: Diagnostic[]): PolicyDocument {
  const identity = identityOf(object);
  if (object.isUnreadable === true) return { ...identity, state: 'unreadable', source: object.source, api: 'network-policy', manifest: null };
  const parsed = parseNetworkPolicy({ identity, apiVersion: object.apiVersion, value: object.value, source: object.source });
  diagnostics.push(...parsed.diagnostics);
  return { ...identity, state: parsed.state, source: object.source, api: 'network-policy', manifest: parsed.manifest };
}
