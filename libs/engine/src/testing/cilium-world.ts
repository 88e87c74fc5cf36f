import { findingsAs, lowerAs } from '../enforcers/registry.ts';
import type { Finding } from '../model/diagnostic.ts';
import { readTexts } from '../read/session.ts';
import { buildSnapshot } from '../read/snapshot/build-snapshot.ts';
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

/** A CiliumEndpoint with the labels of its identity, source in front. */
export const recordedPod = (ref: string, labels: readonly string[]): string => {
  const [namespace = '', name = ''] = ref.split('/');
  return `{apiVersion: cilium.io/v2, kind: CiliumEndpoint, metadata: {namespace: ${namespace}, name: ${name}}, status: {identity: {id: 4711, labels: [${labels.map((label) => `"${label}"`).join(', ')}]}}}`;
};

/** A CiliumNodeConfig in front of nodes with labels; data as flow YAML. */
export const nodeSettingsOf = (name: string, selector: string, defaults: string): string => `{apiVersion: cilium.io/v2, kind: CiliumNodeConfig, metadata: {namespace: kube-system, name: ${name}}, spec: {nodeSelector: ${selector}, defaults: {${defaults}}}}`;

/** The agent's ConfigMap with data as flow YAML. */
export const configurationOf = (data: string): string => `{apiVersion: v1, kind: ConfigMap, metadata: {namespace: kube-system, name: cilium-config}, data: {${data}}}`;

/** What is reported of the cast and some policies under Cilium: code, pointer and message of each. */
export function ciliumMistakes(policies: readonly string[], { version = '1.20.2', ...settings }: Readonly<Record<string, string>> = {}): readonly Finding[] {
  const read = readTexts([{ file: 'world.yaml', text: [CAST, ...policies].join('\n---\n') }]);
  const given = Object.fromEntries(Object.entries(settings).map(([key, value]) => [`cilium.${key}`, value]));
  return findingsAs(buildSnapshot(read.objects, read.coverage).snapshot, { name: 'cilium', version }, given);
}
