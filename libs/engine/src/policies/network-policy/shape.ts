import type { Shape } from '../../model/shape.ts';
import { LABEL_SELECTOR_SHAPE as SELECTOR } from '../../model/manifest/label-selector.ts';

const PORTS: Shape = { list: { fields: { protocol: 'string', port: 'intOrString', endPort: 'integer' } } };
const PEERS: Shape = { list: { fields: { podSelector: SELECTOR, namespaceSelector: SELECTOR, ipBlock: { fields: { cidr: 'string', except: { list: 'string' } } } } } };

/** The structure of a NetworkPolicy's spec, complete: what is not here, the API server drops. */
const SPEC: Shape = {
  fields: {
    podSelector: SELECTOR, policyTypes: { list: 'string' },
    ingress: { list: { fields: { from: PEERS, ports: PORTS } } },
    egress: { list: { fields: { to: PEERS, ports: PORTS } } },
  },
};

/** A NetworkPolicy as a whole. Its metadata is checked apart, and releases 1.24 to 1.27 wrote a `status` that says nothing about connections. */
export const NETWORK_POLICY_SHAPE: Shape = { fields: { apiVersion: 'string', kind: 'string', metadata: 'any', spec: SPEC, status: 'any' } };
