import type { LabelExpression } from '../model/label-expression.ts';
import type { SourceLocation } from '../model/location.ts';

/** IngressClass or GatewayClass: the name of the controller that serves a class. */
export interface ControllerClass { readonly name: string; readonly controller: string; readonly isDefault: boolean; readonly source: SourceLocation }

export interface GatewayListener {
  readonly name: string;
  /** Null where it listens for every host. */
  readonly hostname: string | null;
  readonly port: number | null;
  readonly protocol: string;
  /** Namespaces whose routes may attach: the Gateway's own, every one, or those whose labels match. */
  readonly allowedNamespaces: 'own' | 'all' | LabelExpression;
}

export interface Gateway {
  readonly namespace: string;
  readonly name: string;
  readonly gatewayClassName: string;
  readonly listeners: readonly GatewayListener[];
  /** Addresses and host names that its controller serves it on. */
  readonly addresses: readonly string[];
  readonly source: SourceLocation;
}

/** One Service that a rule of a route sends to. */
export interface RouteBackend { readonly namespace: string; readonly service: string; readonly port: number | null }

/** HTTPRoute, GRPCRoute, TLSRoute, TCPRoute or UDPRoute. */
export interface GatewayRoute {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly parents: readonly { readonly namespace: string; readonly gateway: string; readonly listener: string | null; readonly port: number | null }[];
  readonly hostnames: readonly string[];
  readonly rules: readonly { readonly paths: readonly string[]; readonly backends: readonly RouteBackend[] }[];
  readonly source: SourceLocation;
}

/** Lets routes of other namespaces send to Services of its own; null names any Service. */
export interface ReferenceGrant {
  readonly namespace: string;
  readonly name: string;
  readonly from: readonly { readonly kind: string; readonly namespace: string }[];
  readonly services: readonly (string | null)[];
  readonly source: SourceLocation;
}

/** Route of OpenShift. */
export interface OpenShiftRoute {
  readonly namespace: string;
  readonly name: string;
  readonly host: string | null;
  readonly path: string | null;
  /** The first and the alternate ones. */
  readonly services: readonly string[];
  /** Number of a port of the pods or name of a port of the Service; null is every port. */
  readonly targetPort: number | string | null;
  /** Routers that admitted it. */
  readonly routers: readonly string[];
  readonly source: SourceLocation;
}
