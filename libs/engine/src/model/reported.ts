import type { Finding, FindingSeverity } from './diagnostic.ts';
import { findingText, valueAt } from './finding-text.ts';
import type { ResourceIdentity, SourceLocation } from './location.ts';
import { atPointer } from './pointer-line.ts';

/** What a check has to say of a policy; `about` tells findings with one code and pointer apart. */
interface Report {
  readonly code: string;
  readonly severity: FindingSeverity;
  readonly policy: ResourceIdentity & { readonly source: SourceLocation | null };
  readonly manifest: unknown;
  readonly pointer: string;
  readonly message: string;
  readonly about?: string;
}

/** A finding at its place. */
export function reported({ code, severity, policy, manifest, pointer, message, about = '' }: Report): Finding {
  const { group, kind, namespace, name, source } = policy;
  return {
    code, severity, message, path: pointer, resource: { group, kind, namespace, name }, ...(source !== null && { source: atPointer(source, pointer) }),
    fingerprintText: findingText(code, policy, pointer, valueAt(manifest, pointer), about),
  };
}
