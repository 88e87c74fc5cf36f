import type { Diagnostic } from '../model/diagnostic.ts';
import type { Shape } from '../model/shape.ts';
import { checkedValue } from './checked-object.ts';
import { METADATA_SHAPE } from './metadata.ts';
import type { LocatedObject } from './object.ts';

/** The configuration of an agent. Of all ConfigMaps, only those that recognisers name are kept, and of them the keys that change answers. */
export interface ConfigMap { readonly namespace: string; readonly name: string; readonly data: Readonly<Record<string, string>> }

/** ConfigMaps that are kept, by name, with the keys that are. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  'cilium-config': [
    'enable-policy', 'policy-audit-mode', 'policy-cidr-match-mode', 'enable-host-firewall', 'enable-k8s-networkpolicy', 'enable-cilium-network-policy', 'enable-cilium-clusterwide-network-policy',
    'enable-k8s-cluster-network-policy', 'enable-non-default-deny-policies', 'policy-default-local-cluster', 'allow-localhost', 'labels', 'node-labels', 'enable-node-selector-labels', 'enable-l7-proxy',
    'enable-icmp-rules', 'enable-sctp', 'enable-extended-ip-protocols', 'cluster-name', 'cluster-id', 'enable-ipv4', 'enable-ipv6', 'routing-mode', 'tunnel-protocol', 'kube-proxy-replacement',
    'cni-chaining-mode', 'cni-exclusive', 'mesh-auth-enabled', 'ipam', 'tunnel',
  ],
  'cilium-config-emergency-override': ['enable-policy', 'policy-audit-mode', 'enable-k8s-networkpolicy'],
  'calico-config': ['calico_backend'],
  'canal-config': ['net-conf.json'],
  'rke2-canal-config': ['net-conf.json'],
  'kube-flannel-cfg': ['net-conf.json'],
  'weave-net': [],
  'amazon-vpc-cni': ['enable-network-policy-controller'],
  'azure-npm-config': ['azure-npm.json'],
  'antrea-config': ['antrea-agent.conf'],
  'kube-router-cfg': [],
  'kube-proxy': ['config.conf', 'mode'],
  'ovn-config': ['host_network_namespace'],
};

/** The keys that are kept of a ConfigMap. */
export const keptKeys = (name: string): readonly string[] => (Object.hasOwn(KEPT, name) ? KEPT[name] ?? [] : []);

/** Names of the ConfigMaps that are kept. */
export const KEPT_CONFIG_MAPS: readonly string[] = Object.keys(KEPT);

/** What is kept of them: no other key can come in. */
export const CONFIG_MAP_SHAPE: Shape = {
  fields: { apiVersion: 'string', kind: 'string', metadata: METADATA_SHAPE, data: { fields: Object.fromEntries(Object.values(KEPT).flat().map((key) => [key, 'string' as const])) } },
};

/** Reads a ConfigMap; null where it is refused. */
export function parseConfigMap(object: LocatedObject, diagnostics: Diagnostic[]): ConfigMap | null {
  const json = checkedValue<{ readonly data?: Readonly<Record<string, string | null>> | null }>(object, CONFIG_MAP_SHAPE, diagnostics, () => undefined);
  if (json === null) return null;
  const data = Object.fromEntries(Object.entries(json.data ?? {}).flatMap(([key, value]) => (value === null ? [] : [[key, value] as const])));
  return { namespace: object.namespace, name: object.name, data };
}
