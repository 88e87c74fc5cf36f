import type { Diagnostic } from '../model/diagnostic.ts';
import type { Shape } from '../model/shape.ts';
import { checkedValue } from './checked-object.ts';
import type { GatewayRoute, ReferenceGrant, RouteBackend } from './gateway-kinds.ts';
import { METADATA_SHAPE } from './metadata.ts';
import type { LocatedObject } from './object.ts';

const GATEWAY_GROUP = 'gateway.networking.k8s.io';
const BACKEND: Shape = { fields: { group: 'string', kind: 'string', name: 'string', namespace: 'string', port: 'integer' } };
/** A match by path (HTTPRoute) or by method (GRPCRoute). */
const MATCH: Shape = { fields: { path: { fields: { type: 'string', value: 'string' } }, method: 'any' } };

/** What is kept of an HTTPRoute, GRPCRoute, TLSRoute, TCPRoute or UDPRoute. */
export const GATEWAY_ROUTE_SHAPE: Shape = {
  fields: {
    apiVersion: 'string', kind: 'string', metadata: METADATA_SHAPE,
    spec: {
      fields: {
        parentRefs: { list: { fields: { group: 'string', kind: 'string', name: 'string', namespace: 'string', sectionName: 'string', port: 'integer' } } },
        hostnames: { list: 'string' }, rules: { list: { fields: { matches: { list: MATCH }, backendRefs: { list: BACKEND } } } },
      },
    },
  },
};

/** What is kept of a ReferenceGrant. */
export const REFERENCE_GRANT_SHAPE: Shape = {
  fields: {
    apiVersion: 'string', kind: 'string', metadata: METADATA_SHAPE,
    spec: { fields: { from: { list: { fields: { group: 'string', kind: 'string', namespace: 'string' } } }, to: { list: { fields: { group: 'string', kind: 'string', name: 'string' } } } } },
  },
};

interface ReferenceJson { readonly group?: string | null; readonly kind?: string | null; readonly name?: string | null; readonly namespace?: string | null; readonly port?: number | null }
interface RuleJson { readonly matches?: readonly { readonly path?: { readonly value?: string | null } | null; readonly method?: unknown }[] | null; readonly backendRefs?: readonly ReferenceJson[] | null }
interface RouteJson { readonly spec?: { readonly parentRefs?: readonly (ReferenceJson & { readonly sectionName?: string | null })[] | null; readonly hostnames?: readonly string[] | null; readonly rules?: readonly RuleJson[] | null } | null }
interface GrantJson { readonly spec?: { readonly from?: readonly ReferenceJson[] | null; readonly to?: readonly ReferenceJson[] | null } | null }

/** Reads a route of the Gateway API; null where it is refused. Parents that are no Gateway (a mesh's Service) and backends that are no Service are left out. */
export function parseGatewayRoute(object: LocatedObject, diagnostics: Diagnostic[]): GatewayRoute | null {
  const json = checkedValue<RouteJson>(object, GATEWAY_ROUTE_SHAPE, diagnostics, () => undefined);
  if (json === null) return null;
  const { parentRefs, hostnames, rules } = json.spec ?? {};
  return {
    kind: object.kind, namespace: object.namespace, name: object.name,
    parents: (parentRefs ?? []).filter(({ group, kind }) => (group ?? GATEWAY_GROUP) === GATEWAY_GROUP && (kind ?? 'Gateway') === 'Gateway')
      .map(({ namespace, name, sectionName, port }) => ({ namespace: namespace || object.namespace, gateway: name || '', listener: sectionName || null, port: port || null })),
    hostnames: hostnames ?? [],
    rules: (rules ?? []).map(({ matches, backendRefs }) => ({ paths: (matches ?? []).flatMap(pathOf), backends: (backendRefs ?? []).flatMap((backend) => backendOf(backend, object.namespace)) })),
    source: object.source,
  };
}

/** `/pay`, or `/service/method` of a gRPC call. */
function pathOf({ path, method }: NonNullable<RuleJson['matches']>[number]): readonly string[] {
  if (path?.value) return [path.value];
  if (typeof method !== 'object' || method === null) return [];
  const { service, method: name } = method as { readonly service?: unknown; readonly method?: unknown };
  const words = [service, name].filter((word) => typeof word === 'string');
  return words.length === 0 ? [] : [`/${words.join('/')}`];
}

function backendOf({ group, kind, name, namespace, port }: ReferenceJson, own: string): readonly RouteBackend[] {
  return (group ?? '') === '' && (kind ?? 'Service') === 'Service' && name ? [{ namespace: namespace || own, service: name, port: port || null }] : [];
}

/** Reads a ReferenceGrant; null where it is refused. Only what lets routes send to Services is kept. */
export function parseReferenceGrant(object: LocatedObject, diagnostics: Diagnostic[]): ReferenceGrant | null {
  const json = checkedValue<GrantJson>(object, REFERENCE_GRANT_SHAPE, diagnostics, () => undefined);
  if (json === null) return null;
  return {
    namespace: object.namespace, name: object.name,
    from: (json.spec?.from ?? []).filter(({ group }) => group === GATEWAY_GROUP).map(({ kind, namespace }) => ({ kind: kind || '', namespace: namespace || '' })),
    services: (json.spec?.to ?? []).filter(({ group, kind }) => (group ?? '') === '' && kind === 'Service').map(({ name }) => name || null),
    source: object.source,
  };
}
