import type { ResourceIdentity } from '../../model/location.ts';
import { isJsonObject } from '../../model/shape.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { looseText } from './canonical.ts';
import { networkPolicyMeaning } from './network-policy.ts';

/** One version of an object: what a diff compares. */
export interface ObjectVersion extends ResourceIdentity {
  readonly value: Readonly<Record<string, unknown>>;
  readonly isUnreadable?: true;
}

/** Canonical text of what the object means to answers, its name and API version left out. */
export function meaningOf(object: ObjectVersion): string {
  if (object.isUnreadable === true) return 'unreadable';
  if (isNetworkPolicy(object)) return networkPolicyMeaning(object.value['spec']) ?? canonicalJson(object.value['spec']);
  const content = { ...object.value, apiVersion: null, kind: null, metadata: withoutName(object.value['metadata']) };
  return LOOSE_GROUPS.has(object.group) ? looseText(content) : canonicalJson(content);
}

/**
 * Groups of which only fields are kept whose order, and whose being absent or empty, says nothing. Everywhere else the
 * order of rules may decide, and an empty list may differ from none: what is not known to mean the same does not.
 */
const LOOSE_GROUPS: ReadonlySet<string> = new Set(['', 'apps', 'batch', 'discovery.k8s.io', 'networking.k8s.io']);

export const isNetworkPolicy = (object: ResourceIdentity): boolean => object.kind === 'NetworkPolicy' && (object.group === 'networking.k8s.io' || object.group === 'extensions');
export const isPod = (object: ResourceIdentity): boolean => object.group === '' && object.kind === 'Pod';

/** The name of the first owner of a Pod; undefined for a Pod without owner, which nothing replaces. */
export function ownerName({ value: { metadata } }: ObjectVersion): string | undefined {
  const owners = isJsonObject(metadata) ? metadata['ownerReferences'] : undefined;
  if (!Array.isArray(owners) || owners.length === 0) return undefined;
  const names = owners.map((owner: unknown) => (isJsonObject(owner) && typeof owner['name'] === 'string' ? owner['name'] : ''));
  return names.length === 1 ? names[0] : names.sort().join(' ');
}

/** As {@link meaningOf} for a Pod that has an owner, without what its owner gives anew to each Pod: addresses and node. */
export const replaceableMeaning = (pod: ObjectVersion): string => looseText(replaceableContent(pod));

/** What the meaning of an object that another can replace is read from. */
export function replaceableContent({ value: { metadata, spec, status } }: ObjectVersion): Readonly<Record<string, unknown>> {
  return {
    metadata: withoutName(metadata), spec: { ...(isJsonObject(spec) ? spec : {}), nodeName: null },
    status: { ...(isJsonObject(status) ? status : {}), podIP: null, podIPs: null, hostIP: null, hostIPs: null },
  };
}

const PER_OBJECT = ['name', 'namespace', 'uid', 'generateName', 'creationTimestamp', 'resourceVersion'];

function withoutName(metadata: unknown): unknown {
  if (!isJsonObject(metadata)) return metadata;
  const owners = Array.isArray(metadata['ownerReferences']) ? metadata['ownerReferences'].map((owner: unknown) => (isJsonObject(owner) ? { ...owner, uid: null } : owner)) : null;
  return { ...Object.fromEntries(Object.entries(metadata).filter(([key]) => !PER_OBJECT.includes(key))), ownerReferences: owners };
}
