import { NAMESPACE_KEY, namespaceLabelKey, nodeLabelKey } from '../../model/effective-labels.ts';

/** Every pod with an identity of its own has it. */
export const POD_KEY = '@pod';
/** Host traffic has it: nodes and what shares their network. */
export const HOST_KEY = '@host';
/** Only where pods are matched by address: the pod's reference. */
export const SELF_KEY = '@self';
/** A DNS name that has been resolved has it. */
export const NAME_KEY = '@name';
/** Only where agents have settings of their own on some nodes: which ones. */
export const SETTINGS_KEY = '@settings';
export const CLUSTER_KEY = '@cluster';
export const SERVICE_ACCOUNT_KEY = '@service-account';
/** A node's own label, for policies that stand in front of nodes. */
export const hostLabelKey = (key: string): string => `@host:${key}`;
/** A label that Cilium reserves; which of them host traffic has depends on who looks. */
export const reservedKey = (name: string): string => `@reserved:${name}`;
/** A name that has been resolved and matches the pattern. */
export const fqdnKey = (pattern: string): string => `@fqdn:${pattern}`;

const NAMESPACE = 'io.kubernetes.pod.namespace';
const NAMESPACE_LABELS = 'io.cilium.k8s.namespace.labels.';
const CLUSTER = 'io.cilium.k8s.policy.cluster';
const SERVICE_ACCOUNT = 'io.cilium.k8s.policy.serviceaccount';

/** A label key as a policy writes it: where it comes from, and the key. */
export interface WrittenKey { readonly source: string; readonly key: string }

export function writtenKey(text: string): WrittenKey {
  const at = text.indexOf(':');
  return at < 0 ? { source: 'any', key: text } : { source: text.slice(0, at) || 'any', key: text.slice(at + 1) };
}

const isKubernetes = ({ source }: WrittenKey): boolean => source === 'any' || source === 'k8s';

export const isNamespaceName = (written: WrittenKey): boolean => isKubernetes(written) && written.key === NAMESPACE;
export const isNamespaceLabel = (written: WrittenKey): boolean => isKubernetes(written) && written.key.startsWith(NAMESPACE_LABELS);
export const isCluster = (written: WrittenKey): boolean => isKubernetes(written) && written.key === CLUSTER;
export const isServiceAccount = (written: WrittenKey): boolean => isKubernetes(written) && written.key === SERVICE_ACCOUNT;

/** Key among effective labels of a label of source `k8s`. */
export function kubernetesKey(key: string): string {
  if (key === NAMESPACE) return NAMESPACE_KEY;
  if (key.startsWith(NAMESPACE_LABELS)) return namespaceLabelKey(key.slice(NAMESPACE_LABELS.length));
  if (key === CLUSTER) return CLUSTER_KEY;
  return key === SERVICE_ACCOUNT ? SERVICE_ACCOUNT_KEY : key;
}

const RESERVED = ['host', 'world', 'world-ipv4', 'world-ipv6', 'remote-node', 'kube-apiserver', 'health', 'init', 'ingress', 'unmanaged'];

/** Keys among effective labels that a written key stands for; several where its source is left open. */
export function effectiveKeys({ source, key }: WrittenKey, hasNodeLabels: boolean): readonly string[] {
  switch (source) {
    case 'any': return [kubernetesKey(key), ...(RESERVED.includes(key) ? [reservedKey(key)] : []), ...(hasNodeLabels ? [nodeLabelKey(key)] : [])];
    case 'k8s': return [kubernetesKey(key)];
    case 'reserved': return [reservedKey(key)];
    case 'node': return [nodeLabelKey(key)];
    default: return [`@${source}:${key}`];
  }
}
