import type { Diagnostic } from '../../model/diagnostic.ts';
import { parseControllerClass } from '../../resources/controller-class.ts';
import type { ControllerClass, Gateway, GatewayRoute, OpenShiftRoute, ReferenceGrant } from '../../resources/gateway-kinds.ts';
import { parseGatewayRoute, parseReferenceGrant } from '../../resources/gateway-route.ts';
import { parseGateway } from '../../resources/gateway.ts';
import { parseIngress } from '../../resources/ingress.ts';
import type { Ingress } from '../../resources/kinds.ts';
import type { LocatedObject } from '../../resources/object.ts';
import { parseOpenShiftRoute } from '../../resources/openshift-route.ts';

/** The objects that say what is let in from outside, and by whom. */
export interface EntryObjects {
  readonly ingresses: Ingress[]; readonly ingressClasses: ControllerClass[]; readonly gatewayClasses: ControllerClass[]; readonly gateways: Gateway[];
  readonly gatewayRoutes: GatewayRoute[]; readonly referenceGrants: ReferenceGrant[]; readonly openShiftRoutes: OpenShiftRoute[];
}

export const noEntryObjects = (): EntryObjects => ({ ingresses: [], ingressClasses: [], gatewayClasses: [], gateways: [], gatewayRoutes: [], referenceGrants: [], openShiftRoutes: [] });

function push<T>(list: T[], item: T | null): void {
  if (item !== null) list.push(item);
}

/** Takes the object where it is of such a kind; refused ones are left out. */
export function parseEntryObject(object: LocatedObject, into: EntryObjects, diagnostics: Diagnostic[]): void {
  switch (object.kind) {
    case 'Ingress': push(into.ingresses, parseIngress(object, diagnostics)); return;
    case 'IngressClass': push(into.ingressClasses, parseControllerClass(object, diagnostics)); return;
    case 'GatewayClass': push(into.gatewayClasses, parseControllerClass(object, diagnostics)); return;
    case 'Gateway': push(into.gateways, parseGateway(object, diagnostics)); return;
    case 'HTTPRoute': case 'GRPCRoute': case 'TLSRoute': case 'TCPRoute': case 'UDPRoute': push(into.gatewayRoutes, parseGatewayRoute(object, diagnostics)); return;
    case 'ReferenceGrant': push(into.referenceGrants, parseReferenceGrant(object, diagnostics)); return;
    case 'Route': push(into.openShiftRoutes, parseOpenShiftRoute(object, diagnostics)); return;
  }
}
