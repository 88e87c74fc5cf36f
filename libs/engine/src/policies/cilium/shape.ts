import { LABEL_SELECTOR_SHAPE as SELECTOR } from '../../model/manifest/label-selector.ts';
import type { Shape } from '../../model/shape.ts';

type Fields = Readonly<Record<string, Shape>>;

const SELECTORS: Shape = { list: SELECTOR };
const STRINGS: Shape = { list: 'string' };
const OBJECTS: Shape = { list: 'any' };
const FQDNS: Shape = { list: { fields: { matchName: 'string', matchPattern: 'string' } } };
const CIDRS: Shape = { list: { fields: { cidr: 'string', cidrGroupRef: 'string', cidrGroupSelector: SELECTOR, except: STRINGS } } };
const PORTS: Shape = { list: { fields: { port: 'string', endPort: 'integer', protocol: 'string' } } };
const ICMPS: Shape = { list: { fields: { fields: { list: { fields: { family: 'string', type: 'intOrString' } } } } } };
const TLS: Shape = { fields: { secret: { fields: { name: 'string', namespace: 'string' } }, trustedCA: 'string', certificate: 'string', privateKey: 'string' } };
const HTTP: Shape = { list: { fields: { method: 'string', path: 'string', host: 'string', headers: STRINGS, headerMatches: OBJECTS } } };
const L7: Shape = { fields: { http: HTTP, dns: FQDNS, kafka: OBJECTS, l7proto: 'string', l7: OBJECTS } };
const SERVICES: Shape = {
  list: { fields: { k8sService: { fields: { serviceName: 'string', namespace: 'string' } }, k8sServiceSelector: { fields: { selector: SELECTOR, namespace: 'string' } } } },
};

const ALLOWED: Fields = {
  toPorts: { list: { fields: { ports: PORTS, rules: L7, listener: { fields: { envoyConfig: { fields: { kind: 'string', name: 'string' } }, name: 'string', priority: 'integer' } }, serverNames: STRINGS, terminatingTLS: TLS, originatingTLS: TLS } } },
  icmps: ICMPS, authentication: { fields: { mode: 'string' } },
};
/** A deny has neither filters nor authentication. */
const DENIED: Fields = { toPorts: { list: { fields: { ports: PORTS } } }, icmps: ICMPS };
const FROM: Fields = { fromEndpoints: SELECTORS, fromNodes: SELECTORS, fromCIDR: STRINGS, fromCIDRSet: CIDRS, fromEntities: STRINGS, fromGroups: OBJECTS, fromRequires: SELECTORS };
const TO: Fields = { toEndpoints: SELECTORS, toNodes: SELECTORS, toCIDR: STRINGS, toCIDRSet: CIDRS, toEntities: STRINGS, toGroups: OBJECTS, toRequires: SELECTORS, toServices: SERVICES };

const elements = (...parts: readonly Fields[]): Shape => ({ list: { fields: Object.assign({}, ...parts) as Fields } });

const SPEC: Shape = {
  fields: {
    endpointSelector: SELECTOR, nodeSelector: SELECTOR, description: 'string', labels: 'any', log: 'any', enableDefaultDeny: { fields: { ingress: 'boolean', egress: 'boolean' } },
    ingress: elements(FROM, ALLOWED), ingressDeny: elements(FROM, DENIED), egress: elements(TO, ALLOWED, { toFQDNs: FQDNS }), egressDeny: elements(TO, DENIED),
  },
};

/** A policy of Cilium as a whole: what is not here, the API server drops. */
export const CILIUM_POLICY_SHAPE: Shape = { fields: { apiVersion: 'string', kind: 'string', metadata: 'any', spec: SPEC, specs: { list: SPEC }, status: 'any' } };

/** A CiliumCIDRGroup as a whole. */
export const CILIUM_CIDR_GROUP_SHAPE: Shape = { fields: { apiVersion: 'string', kind: 'string', metadata: 'any', spec: { fields: { externalCIDRs: STRINGS } }, status: 'any' } };
