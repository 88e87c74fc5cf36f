import { allowDns, CALICO } from './calico-words.mjs';

const tier = (name, spec) => ({ apiVersion: CALICO, kind: 'Tier', metadata: { name }, spec });
const set = (name, ranges) => ({ apiVersion: CALICO, kind: 'GlobalNetworkSet', metadata: { name, labels: { role: name } }, spec: { nets: ranges.map(({ cidr }) => cidr) } });
const policy = (tierName, name, order, spec) => ({ apiVersion: CALICO, kind: 'GlobalNetworkPolicy', metadata: { name: `${tierName}.${name}` }, spec: { tier: tierName, order, ...spec } });
const PASS = { action: 'Pass' };

/** Calico's tiers with their global policies, and the sets of addresses those name. */
export const calicoClusterPolicies = ({ ranges }) => [
  tier('security', { order: 100, defaultAction: 'Pass' }), tier('platform', { order: 200, defaultAction: 'Pass' }), tier('default', { order: 1000000 }),
  set('blocked', ranges.slice(1, 6)), set('offices', ranges.slice(-4)),
  policy('security', 'block-list', 1, { selector: 'all()', types: ['Ingress', 'Egress'], ingress: [{ action: 'Deny', source: { selector: "role == 'blocked'" } }, PASS], egress: [{ action: 'Deny', destination: { selector: "role == 'blocked'" } }, PASS] }),
  policy('security', 'metadata-service', 2, { selector: 'all()', types: ['Egress'], egress: [{ action: 'Deny', destination: { nets: ['169.254.169.254/32'] } }, PASS] }),
  policy('security', 'no-dev-to-prod', 10, { namespaceSelector: "env == 'prod'", types: ['Ingress'], ingress: [{ action: 'Deny', source: { namespaceSelector: "env == 'dev'" } }, PASS] }),
  policy('platform', 'allow-dns', 10, { selector: 'all()', types: ['Egress'], egress: allowDns() }),
  policy('platform', 'metrics', 20, { selector: 'has(app)', types: ['Ingress'], ingress: [{ action: 'Allow', protocol: 'TCP', source: { namespaceSelector: "kubernetes.io/metadata.name == 'monitoring'", selector: "app == 'prometheus'" }, destination: { ports: ['metrics'] } }] }),
  policy('platform', 'office-to-edge', 30, { namespaceSelector: "tier == 'edge'", selector: "tier == 'frontend'", types: ['Ingress'], ingress: [{ action: 'Allow', protocol: 'TCP', source: { selector: "role == 'offices'" }, destination: { ports: [8080, 8443] } }] }),
  policy('default', 'ping', 2000, { selector: 'all()', types: ['Ingress'], ingress: [{ action: 'Allow', protocol: 'ICMP', icmp: { type: 8 }, source: { selector: 'all()' } }] }),
];
