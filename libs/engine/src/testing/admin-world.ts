/** An AdminNetworkPolicy for the shop; `spec` is flow YAML without the braces, its subject `{namespaces: {}}` unless it gives one. */
export const anp = (name: string, priority: number, spec: string): string => admin('v1alpha1', 'AdminNetworkPolicy', name, `priority: ${String(priority)}, ${withSubject(spec)}`);

/** The one BaselineAdminNetworkPolicy. */
export const banp = (spec: string): string => admin('v1alpha1', 'BaselineAdminNetworkPolicy', 'default', withSubject(spec));

/** A ClusterNetworkPolicy. */
export const cnp = (name: string, tier: 'Admin' | 'Baseline', priority: number, spec: string): string => admin('v1alpha2', 'ClusterNetworkPolicy', name, `tier: ${tier}, priority: ${String(priority)}, ${withSubject(spec)}`);

const withSubject = (spec: string): string => (spec.includes('subject:') ? spec : `subject: {namespaces: {}}, ${spec}`);
const admin = (version: string, kind: string, name: string, spec: string): string => `{apiVersion: policy.networking.k8s.io/${version}, kind: ${kind}, metadata: {name: ${name}}, spec: {${spec}}}`;
