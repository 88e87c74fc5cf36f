import type { Diagnostic } from '../model/diagnostic.ts';
import { allOf, MATCH_NONE, type LabelExpression } from '../model/label-expression.ts';
import type { Shape } from '../model/shape.ts';
import { checkedValue } from './checked-object.ts';
import type { Gateway, GatewayListener } from './gateway-kinds.ts';
import { METADATA_SHAPE } from './metadata.ts';
import type { LocatedObject } from './object.ts';

const SELECTOR: Shape = { fields: { matchLabels: { map: 'string' }, matchExpressions: { list: { fields: { key: 'string', operator: 'string', values: { list: 'string' } } } } } };

/** What is kept of a Gateway. */
export const GATEWAY_SHAPE: Shape = {
  fields: {
    apiVersion: 'string', kind: 'string', metadata: METADATA_SHAPE,
    spec: {
      fields: {
        gatewayClassName: 'string',
        listeners: { list: { fields: { name: 'string', hostname: 'string', port: 'integer', protocol: 'string', allowedRoutes: { fields: { namespaces: { fields: { from: 'string', selector: SELECTOR } } } } } } },
      },
    },
    status: { fields: { addresses: { list: { fields: { value: 'string' } } } } },
  },
};

interface SelectorJson {
  readonly matchLabels?: Readonly<Record<string, string>> | null;
  readonly matchExpressions?: readonly { readonly key?: string | null; readonly operator?: string | null; readonly values?: readonly string[] | null }[] | null;
}
interface ListenerJson {
  readonly name?: string | null; readonly hostname?: string | null; readonly port?: number | null; readonly protocol?: string | null;
  readonly allowedRoutes?: { readonly namespaces?: { readonly from?: string | null; readonly selector?: SelectorJson | null } | null } | null;
}
interface GatewayJson { readonly spec?: { readonly gatewayClassName?: string | null; readonly listeners?: readonly ListenerJson[] | null } | null; readonly status?: { readonly addresses?: readonly { readonly value?: string | null }[] | null } | null }

/** Reads a Gateway; null where it is refused. */
export function parseGateway(object: LocatedObject, diagnostics: Diagnostic[]): Gateway | null {
  const json = checkedValue<GatewayJson>(object, GATEWAY_SHAPE, diagnostics, () => undefined);
  if (json === null) return null;
  return {
    namespace: object.namespace, name: object.name, gatewayClassName: json.spec?.gatewayClassName || '',
    listeners: (json.spec?.listeners ?? []).map(listenerOf), addresses: (json.status?.addresses ?? []).flatMap(({ value }) => (value ? [value] : [])), source: object.source,
  };
}

const listenerOf = ({ name, hostname, port, protocol, allowedRoutes }: ListenerJson): GatewayListener => ({
  name: name || '', hostname: hostname || null, port: port || null, protocol: protocol || '', allowedNamespaces: allowedNamespaces(allowedRoutes),
});

/** Routes of the Gateway's own namespace unless told. */
function allowedNamespaces(allowed: ListenerJson['allowedRoutes']): GatewayListener['allowedNamespaces'] {
  const { from, selector } = allowed?.namespaces ?? {};
  if (from === 'All') return 'all';
  return from === 'Selector' ? expressionOf(selector ?? {}) : 'own';
}

function expressionOf({ matchLabels, matchExpressions }: SelectorJson): LabelExpression {
  const labels = Object.entries(matchLabels ?? {}).map(([key, value]): LabelExpression => ({ op: 'in', key, values: [value] }));
  const expressions = (matchExpressions ?? []).map(({ key, operator, values }): LabelExpression => {
    switch (operator) {
      case 'In': return { op: 'in', key: key ?? '', values: values ?? [] };
      case 'NotIn': return { op: 'notIn', key: key ?? '', values: values ?? [] };
      case 'Exists': return { op: 'exists', key: key ?? '' };
      case 'DoesNotExist': return { op: 'missing', key: key ?? '' };
      default: return MATCH_NONE;
    }
  });
  return allOf(...labels, ...expressions);
}
