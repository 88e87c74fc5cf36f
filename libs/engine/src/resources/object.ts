import type { SourceLocation } from '../model/location.ts';

/** One object of the input as plain JSON, cut down to what Postern keeps; absent, null and empty stay distinct. */
export interface LocatedObject {
  readonly apiVersion: string;
  /** API group of `apiVersion`, empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** Empty for cluster-scoped objects; `default` where a namespaced object names none (V2). */
  readonly namespace: string;
  readonly name: string;
  /** The projected object, in Kubernetes' own shape. */
  readonly value: Readonly<Record<string, unknown>>;
  readonly source: SourceLocation;
  /** A policy's own YAML, where it was a document of its own. */
  readonly text?: string;
  /** The text names this object but could not be read: `value` is empty, and answers that it could change are UNKNOWN. */
  readonly isUnreadable?: true;
  /** `value` is known to have the shape of its kind, so that nobody has to look again. */
  readonly isFitting?: true;
}

/** The controller of an object. */
export interface OwnerReference { readonly group: string; readonly kind: string; readonly name: string }

/** A container port with a name or number as the manifest gives it. */
export interface ContainerPort { readonly name: string | null; readonly protocol: 'TCP' | 'UDP' | 'SCTP'; readonly port: number; readonly hostPort: number | null }
