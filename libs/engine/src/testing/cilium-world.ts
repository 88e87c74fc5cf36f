import { lowerAs } from '../enforcers/registry.ts';
import { CAST, world, type World } from './world.ts';

/** A CiliumNetworkPolicy; `spec` is flow YAML without the braces. */
export const ciliumPolicy = (ref: string, spec: string): string => {
  const [namespace = '', name = ''] = ref.split('/');
  return `{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {namespace: ${namespace}, name: ${name}}, spec: {${spec}}}`;
};

/** A CiliumClusterwideNetworkPolicy. */
export const clusterwidePolicy = (name: string, spec: string): string => `{apiVersion: cilium.io/v2, kind: CiliumClusterwideNetworkPolicy, metadata: {name: ${name}}, spec: {${spec}}}`;

/** A CiliumCIDRGroup with labels and prefixes as flow YAML. */
export const cidrGroupOf = (name: string, labels: string, cidrs: string): string => `{apiVersion: cilium.io/v2, kind: CiliumCIDRGroup, metadata: {name: ${name}, labels: {${labels}}}, spec: {externalCIDRs: [${cidrs}]}}`;

/** The cast and some policies under Cilium; settings without their prefix, `version` for the release. */
export function underCilium(policies: readonly string[], { version = '1.20.2', ...settings }: Readonly<Record<string, string>> = {}): World {
  const given = Object.fromEntries(Object.entries(settings).map(([key, value]) => [`cilium.${key}`, value]));
  return world([CAST, ...policies], given, (snapshot, asked = {}) => lowerAs(snapshot, { name: 'cilium', version }, asked));
}
