import { LABEL_SELECTOR_SHAPE as SELECTOR } from '../../model/manifest/label-selector.ts';
import type { Shape } from '../../model/shape.ts';

type Fields = Readonly<Record<string, Shape>>;

const STRINGS: Shape = { list: 'string' };
const PORTS: Shape = { list: 'intOrString' };
const ICMP: Shape = { fields: { type: 'integer', code: 'integer' } };
const ENTITY: Shape = {
  fields: {
    nets: STRINGS, notNets: STRINGS, selector: 'string', notSelector: 'string', namespaceSelector: 'string', ports: PORTS, notPorts: PORTS,
    serviceAccounts: { fields: { names: STRINGS, selector: 'string' } }, services: { fields: { name: 'string', namespace: 'string' } },
  },
};
const RULES: Shape = {
  list: {
    fields: {
      action: 'string', ipVersion: 'integer', protocol: 'intOrString', notProtocol: 'intOrString', icmp: ICMP, notICMP: ICMP, source: ENTITY, destination: ENTITY,
      http: { fields: { methods: STRINGS, paths: { list: { fields: { exact: 'string', prefix: 'string' } } } } }, metadata: { fields: { annotations: { map: 'string' } } },
    },
  },
};

const object = (spec: Fields): Shape => ({ fields: { apiVersion: 'string', kind: 'string', metadata: 'any', spec: { fields: spec }, status: 'any' } });

const POLICY: Fields = { tier: 'string', order: 'number', selector: 'string', serviceAccountSelector: 'string', types: STRINGS, ingress: RULES, egress: RULES, performanceHints: STRINGS };
const GLOBAL: Fields = { ...POLICY, namespaceSelector: 'string', doNotTrack: 'boolean', preDNAT: 'boolean', applyOnForward: 'boolean' };
const STAGED: Fields = { stagedAction: 'string' };

const KNP_PORTS: Shape = { list: { fields: { protocol: 'string', port: 'intOrString', endPort: 'integer' } } };
const KNP_PEERS: Shape = { list: { fields: { podSelector: SELECTOR, namespaceSelector: SELECTOR, ipBlock: { fields: { cidr: 'string', except: STRINGS } } } } };

/** Shapes by kind: what is not here, the API server drops. */
export const CALICO_SHAPES = {
  NetworkPolicy: object(POLICY),
  GlobalNetworkPolicy: object(GLOBAL),
  StagedNetworkPolicy: object({ ...POLICY, ...STAGED }),
  StagedGlobalNetworkPolicy: object({ ...GLOBAL, ...STAGED }),
  StagedKubernetesNetworkPolicy: object({
    ...STAGED, podSelector: SELECTOR, policyTypes: STRINGS, ingress: { list: { fields: { from: KNP_PEERS, ports: KNP_PORTS } } }, egress: { list: { fields: { to: KNP_PEERS, ports: KNP_PORTS } } },
  }),
  Tier: object({ order: 'number', defaultAction: 'string' }),
  NetworkSet: object({ nets: STRINGS }),
  HostEndpoint: object({ node: 'string', interfaceName: 'string', expectedIPs: STRINGS, profiles: STRINGS, ports: { list: { fields: { name: 'string', protocol: 'intOrString', port: 'integer' } } } }),
} as const satisfies Readonly<Record<string, Shape>>;
