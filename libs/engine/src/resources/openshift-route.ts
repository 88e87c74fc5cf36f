import type { Diagnostic } from '../model/diagnostic.ts';
import type { Shape } from '../model/shape.ts';
import { checkedValue } from './checked-object.ts';
import type { OpenShiftRoute } from './gateway-kinds.ts';
import { METADATA_SHAPE } from './metadata.ts';
import type { LocatedObject } from './object.ts';

const TARGET: Shape = { fields: { kind: 'string', name: 'string' } };

/** What is kept of an OpenShift Route. */
export const OPENSHIFT_ROUTE_SHAPE: Shape = {
  fields: {
    apiVersion: 'string', kind: 'string', metadata: METADATA_SHAPE,
    spec: { fields: { host: 'string', path: 'string', to: TARGET, alternateBackends: { list: TARGET }, port: { fields: { targetPort: 'intOrString' } } } },
    status: { fields: { ingress: { list: { fields: { routerName: 'string' } } } } },
  },
};

interface TargetJson { readonly kind?: string | null; readonly name?: string | null }
interface RouteJson {
  readonly spec?: {
    readonly host?: string | null; readonly path?: string | null; readonly to?: TargetJson | null; readonly alternateBackends?: readonly TargetJson[] | null;
    readonly port?: { readonly targetPort?: number | string | null } | null;
  } | null;
  readonly status?: { readonly ingress?: readonly { readonly routerName?: string | null }[] | null } | null;
}

const isService = ({ kind, name }: TargetJson): boolean => (kind || 'Service') === 'Service' && Boolean(name);

/** Reads an OpenShift Route; null where it is refused. */
export function parseOpenShiftRoute(object: LocatedObject, diagnostics: Diagnostic[]): OpenShiftRoute | null {
  const json = checkedValue<RouteJson>(object, OPENSHIFT_ROUTE_SHAPE, diagnostics, () => undefined);
  if (json === null) return null;
  const { host, path, to, alternateBackends, port } = json.spec ?? {};
  return {
    namespace: object.namespace, name: object.name, host: host || null, path: path || null,
    services: [...new Set([...(to ? [to] : []), ...(alternateBackends ?? [])].filter(isService).map(({ name }) => name ?? ''))],
    targetPort: port?.targetPort || null, routers: (json.status?.ingress ?? []).flatMap(({ routerName }) => (routerName ? [routerName] : [])), source: object.source,
  };
}
