import type { Address, AddressSet } from './address.ts';
import type { FamilyMask, PortProtocol } from './connection-set.ts';
import type { Endpoint } from './firewalls.ts';
import type { Labels } from './label-expression.ts';
import type { ResourceIdentity } from './location.ts';

/** What questions can name besides endpoints. Looked up when asked for, so that a view costs nothing more. */
export interface Directory {
  /** Services as `namespace/name`, in that order. */
  readonly serviceNames: () => readonly string[];
  readonly service: (namespace: string, name: string) => ServiceFacts | undefined;
  /** The addresses at which Services are reached: their own, external ones and those of load balancers. */
  readonly serviceAddresses?: () => readonly ServiceAddress[];
  /** How the enforcer would see a pod with these labels of its own; the pod has no address and declares no port yet. */
  readonly supposePod: (ref: string, namespace: string, labels: Labels) => Endpoint;
  /** How the enforcer would see something that is known by the labels of its identity alone; absent where it knows no such thing. */
  readonly supposeIdentity?: (ref: string, labels: Labels) => Endpoint;
  /** How the enforcer would see the addresses that a DNS name has been resolved to; absent where it knows no names. */
  readonly supposeName?: (ref: string, name: string) => Endpoint;
  /** What one of the enforcer's own words for a group of peers stands for; undefined for other words. */
  readonly entity?: (ref: string, name: string) => EntityFacts | undefined;
}

/** Endpoints and addresses that stand behind an enforcer's own word, or something that is not in the input. */
export interface EntityFacts { readonly endpoints: readonly number[]; readonly external: AddressSet; readonly supposed: Endpoint | null }

/** One address of a Service. */
export interface ServiceAddress { readonly address: Address; readonly resource: ResourceIdentity }

/** One Service with the pods and addresses behind it. */
export interface ServiceFacts {
  readonly resource: ResourceIdentity;
  /** `headless` gives the addresses of pods directly (PD-17), `name` is no more than a DNS name (PD-18). */
  readonly kind: 'translated' | 'headless' | 'name';
  readonly externalName: string | null;
  /** Families of the Service's own addresses, both where they are not known. */
  readonly families: FamilyMask;
  readonly ports: readonly ServicePortFacts[];
  /** What connections are handed to: the ready ones where readiness is known. */
  readonly backends: readonly ServiceBackend[];
  /** Pods and addresses behind it, ready or not, and those that are ready. */
  readonly total: number;
  readonly ready: number;
  /** Why not all that stands behind it is known; null where it is. */
  readonly gap: string | null;
}

export interface ServicePortFacts { readonly name: string | null; readonly protocol: PortProtocol; readonly port: number }

/** One thing that a Service hands connections to. */
export interface ServiceBackend {
  /** Index of an endpoint, or an address outside the cluster. */
  readonly end: number | Address;
  /** Families in which it is handed connections. */
  readonly families: FamilyMask;
  /** By position in the Service's ports, the number there; null where it does not stand behind that port. */
  readonly targets: readonly (number | null)[];
}
