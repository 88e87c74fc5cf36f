import type { OpenShiftRoute } from '../resources/gateway-kinds.ts';
import type { ServicePort } from '../resources/kinds.ts';
import { entriesTo, joinFound, type Found } from './entry.ts';
import type { Scene } from './scene.ts';
import type { Senders } from './senders.ts';

/** What OpenShift Routes let in, with their alternate backends. */
export function routeEntries(scene: Scene, senders: Senders): Found {
  return joinFound(scene.snapshot.openShiftRoutes.map((route) => {
    const { namespace, name, host, path } = route;
    return entriesTo(
      scene, { kind: 'ROUTE', resource: { group: 'route.openshift.io', kind: 'Route', namespace, name }, hostnames: host === null ? [] : [host], paths: path === null ? [] : [path] },
      senders.ofRoute(route), route.services.map((service) => ({ namespace, service, isPort: (port) => port.protocol === 'TCP' && isMeant(port, route.targetPort) })),
    );
  }));
}

/** A route names the port of the pods, or the Service's port by its name. */
function isMeant({ name, port, targetPort }: ServicePort, wanted: OpenShiftRoute['targetPort']): boolean {
  return wanted === null || name === wanted || targetPort === wanted || (typeof wanted === 'number' && port === wanted);
}
