import type { Diagnostic } from '../model/diagnostic.ts';
import type { Shape } from '../model/shape.ts';
import { checkedValue } from './checked-object.ts';
import type { ControllerClass } from './gateway-kinds.ts';
import { METADATA_SHAPE, withAnnotations } from './metadata.ts';
import type { LocatedObject } from './object.ts';

const DEFAULT_CLASS = 'ingressclass.kubernetes.io/is-default-class';

/** What is kept of an IngressClass. */
export const INGRESS_CLASS_SHAPE: Shape = { fields: { apiVersion: 'string', kind: 'string', metadata: withAnnotations([DEFAULT_CLASS]), spec: { fields: { controller: 'string' } } } };
/** What is kept of a GatewayClass. */
export const GATEWAY_CLASS_SHAPE: Shape = { fields: { apiVersion: 'string', kind: 'string', metadata: METADATA_SHAPE, spec: { fields: { controllerName: 'string' } } } };

interface ClassJson {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string | null>> | null } | null;
  readonly spec?: { readonly controller?: string | null; readonly controllerName?: string | null } | null;
}

/** Reads an IngressClass or a GatewayClass; null where it is refused. */
export function parseControllerClass(object: LocatedObject, diagnostics: Diagnostic[]): ControllerClass | null {
  const json = checkedValue<ClassJson>(object, object.kind === 'IngressClass' ? INGRESS_CLASS_SHAPE : GATEWAY_CLASS_SHAPE, diagnostics, () => undefined);
  if (json === null) return null;
  const { metadata, spec } = json;
  return { name: object.name, controller: spec?.controller || spec?.controllerName || '', isDefault: metadata?.annotations?.[DEFAULT_CLASS] === 'true', source: object.source };
}
