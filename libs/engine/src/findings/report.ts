import type { Finding, FindingSeverity } from '../model/diagnostic.ts';
import type { Origin } from '../model/firewalls.ts';
import { identityKey, type ResourceIdentity, type SourceLocation } from '../model/location.ts';
import { atPointer } from '../model/pointer-line.ts';
import { findingText, valueAt } from '../model/finding-text.ts';
import type { FindingCode } from './finding-code.ts';
import type { Scene } from './scene.ts';

/** The object that a finding is about, with the place where it was written. */
export type Culprit = ResourceIdentity & { readonly source: SourceLocation | null };

/** What a check has to say; `about` tells findings with one code and pointer apart. */
export interface Report { readonly code: FindingCode; readonly severity: FindingSeverity; readonly culprit: Culprit; readonly pointer: string; readonly message: string; readonly about?: string }

/**
 * A finding at its place. Its fingerprint names the object and repeats what stands at the pointer instead of counting
 * to it: a rule inserted above, another file name or another line is the same finding.
 */
export function findingOf(scene: Pick<Scene, 'documents'>, { code, severity, culprit, pointer, message, about = '' }: Report): Finding {
  const { group, kind, namespace, name, source } = culprit;
  const content = contentAt(scene, culprit, pointer);
  return {
    code, severity, message: message.charAt(0).toUpperCase() + message.slice(1), path: pointer, resource: { group, kind, namespace, name },
    ...(source !== null && { source: atPointer(source, pointer) }),
    fingerprintText: findingText(code, culprit, pointer, content, about),
  };
}

/** What a policy says at a pointer; undefined where its manifest has nothing there. */
export function contentAt({ documents }: Pick<Scene, 'documents'>, policy: ResourceIdentity, pointer: string): unknown {
  return valueAt(documents.get(identityKey(policy))?.manifest, pointer);
}

/** The pointer to an element of one of the lists of a rule, by the names that APIs give that list. */
export function elementPointer(scene: Scene, origin: Origin, lists: readonly string[], element: number | null): string {
  if (element === null) return origin.pointer;
  const list = lists.find((name) => contentAt(scene, origin, `${origin.pointer}/${name}`) !== undefined) ?? lists[0];
  return `${origin.pointer}/${list ?? ''}/${String(element)}`;
}

/** Names one peer of one policy in {@link Scene.explained}. */
export const peerKey = (policy: ResourceIdentity, pointer: string): string => `${identityKey(policy)} ${pointer}`;

/** The pointer to what a policy selects. */
export const subjectPointer = (scene: Scene, policy: ResourceIdentity): string => (
  ['/spec/podSelector', '/spec/subject'].find((pointer) => contentAt(scene, policy, pointer) !== undefined) ?? '/spec'
);

/** Names of lists of peers and of ports in the policy APIs. */
export const PEER_LISTS = ['from', 'to'] as const;
export const PORT_LISTS = ['ports', 'protocols'] as const;
