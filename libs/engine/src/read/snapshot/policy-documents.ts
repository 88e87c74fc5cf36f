import type { Diagnostic } from '../../model/diagnostic.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { readPolicy, unreadablePolicy } from '../../policies/parse.ts';
import { identityOf } from '../../resources/checked-object.ts';
import type { LocatedObject } from '../../resources/object.ts';

/** The policy in its state, its problems told to `diagnostics`. One that could not be read was reported when it was read. */
export function policyDocument(object: LocatedObject, diagnostics: Diagnostic[]): PolicyDocument {
  const identity = identityOf(object);
  if (object.isUnreadable === true) return unreadablePolicy(identity, object.source);
  const policy = readPolicy({ identity, apiVersion: object.apiVersion, value: object.value, source: object.source });
  diagnostics.push(...policy.diagnostics);
  return policy.document;
}
