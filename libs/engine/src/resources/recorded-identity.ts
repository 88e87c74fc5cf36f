import type { Diagnostic } from '../model/diagnostic.ts';
import type { Shape } from '../model/shape.ts';
import { checkedValue } from './checked-object.ts';
import { METADATA_SHAPE } from './metadata.ts';
import type { LocatedObject } from './object.ts';

/** What an agent has recorded of a pod: the identity by which it is judged, as labels with their source in front (`k8s:app=web`). */
export interface RecordedPod {
  readonly namespace: string;
  /** The pod's name. */
  readonly name: string;
  /** Number of the identity; null while it has none. */
  readonly identity: number | null;
  /** Null where only the number is recorded. */
  readonly labels: readonly string[] | null;
}

/** An identity by its number. */
export interface RecordedIdentity { readonly identity: number; readonly labels: readonly string[] }

const ENFORCING: Shape = { fields: { enforcing: 'boolean', state: 'string' } };

/** What is kept of a CiliumEndpoint: the identity, and whether its agent filters. */
export const CILIUM_ENDPOINT_SHAPE: Shape = {
  fields: {
    apiVersion: 'string', kind: 'string', metadata: METADATA_SHAPE,
    status: { fields: { identity: { fields: { id: 'integer', labels: { list: 'string' } } }, policy: { fields: { ingress: ENFORCING, egress: ENFORCING } } } },
  },
};

/** What is kept of a CiliumEndpointSlice. */
export const CILIUM_ENDPOINT_SLICE_SHAPE: Shape = {
  fields: { apiVersion: 'string', kind: 'string', metadata: METADATA_SHAPE, namespace: 'string', endpoints: { list: { fields: { name: 'string', id: 'integer' } } } },
};

/** What is kept of a CiliumIdentity. */
export const CILIUM_IDENTITY_SHAPE: Shape = { fields: { apiVersion: 'string', kind: 'string', metadata: METADATA_SHAPE, 'security-labels': { map: 'string' } } };

interface EndpointJson { readonly status?: { readonly identity?: { readonly id?: number | null; readonly labels?: readonly string[] | null } | null } | null }
interface SliceJson { readonly namespace?: string | null; readonly endpoints?: readonly { readonly name?: string | null; readonly id?: number | null }[] | null }
interface IdentityJson { readonly 'security-labels'?: Readonly<Record<string, string>> | null }

/** Reads a CiliumEndpoint, which has the name of its pod; null where it is refused. */
export function parseCiliumEndpoint(object: LocatedObject, diagnostics: Diagnostic[]): RecordedPod | null {
  const json = checkedValue<EndpointJson>(object, CILIUM_ENDPOINT_SHAPE, diagnostics, () => undefined);
  if (json === null) return null;
  const identity = json.status?.identity;
  return { namespace: object.namespace, name: object.name, identity: identity?.id || null, labels: identity?.labels ?? null };
}

/** Reads a CiliumEndpointSlice, which stands for some CiliumEndpoints of one namespace; empty where it is refused. */
export function parseCiliumEndpointSlice(object: LocatedObject, diagnostics: Diagnostic[]): readonly RecordedPod[] {
  const json = checkedValue<SliceJson>(object, CILIUM_ENDPOINT_SLICE_SHAPE, diagnostics, () => undefined);
  return (json?.endpoints ?? []).flatMap(({ name, id }) => (name ? [{ namespace: json?.namespace || 'default', name, identity: id || null, labels: null }] : []));
}

/** Reads a CiliumIdentity, whose name is its number; null where it is refused. */
export function parseCiliumIdentity(object: LocatedObject, diagnostics: Diagnostic[]): RecordedIdentity | null {
  const json = checkedValue<IdentityJson>(object, CILIUM_IDENTITY_SHAPE, diagnostics, () => undefined);
  if (json === null || !/^\d+$/.test(object.name)) return null;
  return { identity: Number(object.name), labels: Object.entries(json['security-labels'] ?? {}).map(([key, value]) => `${key}=${value}`) };
}
