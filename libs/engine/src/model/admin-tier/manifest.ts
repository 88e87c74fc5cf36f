import type { LabelSelector } from '../manifest/label-selector.ts';

/** The part of a policy for administrators that all its APIs write alike; null and absent are one in a custom resource. */
export interface PodsOfNamespaces { readonly namespaceSelector?: LabelSelector | null; readonly podSelector?: LabelSelector | null }

/** Exactly one field is given (AN-4, CN-3). */
export interface AdminSubject { readonly namespaces?: LabelSelector | null; readonly pods?: PodsOfNamespaces | null }

/** Exactly one field is given (AN-7, CN-4). */
export interface AdminIngressPeer { readonly namespaces?: LabelSelector | null; readonly pods?: PodsOfNamespaces | null }

/** Exactly one field is given (AN-8, CN-4). */
export interface AdminEgressPeer extends AdminIngressPeer {
  readonly networks?: readonly string[] | null;
  readonly nodes?: LabelSelector | null;
  readonly domainNames?: readonly string[] | null;
}
