import type { Diagnostic } from '../model/diagnostic.ts';
import type { Shape } from '../model/shape.ts';
import { checkedValue } from './checked-object.ts';
import type { Ingress, IngressBackend } from './kinds.ts';
import { withAnnotations } from './metadata.ts';
import type { LocatedObject } from './object.ts';

/** Both the shape of v1 and that of v1beta1, which named a Service by `serviceName` and `servicePort`. */
const BACKEND: Shape = { fields: { service: { fields: { name: 'string', port: { fields: { name: 'string', number: 'integer' } } } }, serviceName: 'string', servicePort: 'intOrString' } };

/** How a class was named before the field was there. */
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** What is kept of an Ingress. */
export const INGRESS_SHAPE: Shape = {
  fields: {
    apiVersion: 'string', kind: 'string', metadata: withAnnotations([CLASS_ANNOTATION]),
    spec: {
      fields: {
        ingressClassName: 'string', defaultBackend: BACKEND, backend: BACKEND,
        rules: { list: { fields: { host: 'string', http: { fields: { paths: { list: { fields: { path: 'string', pathType: 'string', backend: BACKEND } } } } } } } },
      },
    },
    status: { fields: { loadBalancer: { fields: { ingress: { list: { fields: { ip: 'string', hostname: 'string' } } } } } } },
  },
};

interface BackendJson { readonly service?: { readonly name?: string | null; readonly port?: { readonly name?: string | null; readonly number?: number | null } | null } | null; readonly serviceName?: string | null; readonly servicePort?: number | string | null }
interface IngressJson {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string | null>> | null } | null;
  readonly spec?: {
    readonly ingressClassName?: string | null; readonly defaultBackend?: BackendJson | null; readonly backend?: BackendJson | null;
    readonly rules?: readonly { readonly host?: string | null; readonly http?: { readonly paths?: readonly { readonly path?: string | null; readonly backend?: BackendJson | null }[] | null } | null }[] | null;
  } | null;
  readonly status?: { readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string | null; readonly hostname?: string | null }[] | null } | null } | null;
}

/** Null where the backend is not a Service but some other resource. */
function backendOf(backend: BackendJson | null | undefined): IngressBackend | null {
  if (!backend) return null;
  const { service, serviceName, servicePort } = backend;
  if (!service?.name) return serviceName ? { service: serviceName, port: servicePort || null } : null;
  return { service: service.name, port: service.port?.name || service.port?.number || null };
}

function rulesOf(spec: IngressJson['spec']): Ingress['rules'] {
  return (spec?.rules ?? []).flatMap((rule) => (rule.http?.paths ?? []).flatMap((path) => {
    const backend = backendOf(path.backend);
    return backend === null ? [] : [{ host: rule.host || null, path: path.path || null, backend }];
  }));
}

const classOf = ({ spec, metadata }: IngressJson): string | null => spec?.ingressClassName || metadata?.annotations?.[CLASS_ANNOTATION] || null;

const addressesOf = ({ status }: IngressJson): readonly string[] => (status?.loadBalancer?.ingress ?? []).flatMap(({ ip, hostname }) => [...(ip ? [ip] : []), ...(hostname ? [hostname] : [])]);

/** Reads an Ingress; null where it is refused. */
export function parseIngress(object: LocatedObject, diagnostics: Diagnostic[]): Ingress | null {
  const json = checkedValue<IngressJson>(object, INGRESS_SHAPE, diagnostics, () => undefined);
  if (json === null) return null;
  const { spec } = json;
  return {
    namespace: object.namespace, name: object.name, ingressClassName: classOf(json), defaultBackend: backendOf(spec?.defaultBackend ?? spec?.backend),
    rules: rulesOf(spec), addresses: addressesOf(json), source: object.source,
  };
}
