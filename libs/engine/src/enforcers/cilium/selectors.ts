import { NAMESPACE_KEY } from '../../model/effective-labels.ts';
import { allOf, anyOf, MATCH_ALL, type LabelExpression } from '../../model/label-expression.ts';
import type { LabelSelector } from '../../model/manifest/label-selector.ts';
import type { CiliumSpec } from '../../policies/cilium/manifest.ts';
import { CLUSTER_KEY, effectiveKeys, HOST_KEY, hostLabelKey, isCluster, isNamespaceLabel, isNamespaceName, reservedKey, writtenKey, type WrittenKey } from './label-keys.ts';
import type { CiliumSettings } from './settings.ts';

/** Where a peer selector stands: the policy's namespace, null in a cluster-wide policy. */
export interface SelectorPlace { readonly namespace: string | null; readonly settings: CiliumSettings; readonly isForInit?: boolean }

interface Requirement { readonly written: WrittenKey; readonly operator: string; readonly values: readonly string[]; readonly isLabel: boolean }

/** What a selector asks for, key by key. */
export function requirementsOf({ matchLabels, matchExpressions }: LabelSelector): readonly Requirement[] {
  return [
    ...Object.entries(matchLabels ?? {}).map(([key, value]) => ({ written: writtenKey(key), operator: 'In', values: [value], isLabel: true })),
    ...(matchExpressions ?? []).map(({ key, operator, values }) => ({ written: writtenKey(key), operator, values: values ?? [], isLabel: false })),
  ];
}

/** One requirement over keys that all stand for it: any may satisfy it, and a negative one is violated by any. */
function requirement(operator: string, values: readonly string[], keys: readonly string[]): LabelExpression {
  switch (operator) {
    case 'In': return anyOf(...keys.map((key): LabelExpression => ({ op: 'in', key, values })));
    case 'NotIn': return allOf(...keys.map((key): LabelExpression => ({ op: 'notIn', key, values })));
    case 'Exists': return anyOf(...keys.map((key): LabelExpression => ({ op: 'exists', key })));
    default: return allOf(...keys.map((key): LabelExpression => ({ op: 'missing', key })));
  }
}

const expressionOf = (requirements: readonly Requirement[], keysOf: (written: WrittenKey) => readonly string[]): LabelExpression => allOf(...requirements.map(({ written, operator, values }) => requirement(operator, values, keysOf(written))));

/** The requirements of a selector as they are, nothing added. */
export const plainExpression = (selector: LabelSelector, keysOf: (written: WrittenKey) => readonly string[]): LabelExpression => expressionOf(requirementsOf(selector), keysOf);

const inNamespace = (namespace: string): LabelExpression => ({ op: 'in', key: NAMESPACE_KEY, values: [namespace] });
export const PODS: LabelExpression = { op: 'exists', key: NAMESPACE_KEY };
export const HOSTS: LabelExpression = { op: 'exists', key: HOST_KEY };

/** The pods of a subject. A namespaced policy overwrites a match label that names another namespace, and ANDs anything else. */
function subjectExpression(selector: LabelSelector, { namespace, settings }: SelectorPlace): LabelExpression {
  const requirements = requirementsOf(selector).filter(({ written, isLabel }) => !(namespace !== null && isLabel && written.source === 'k8s' && isNamespaceName(written)));
  return allOf(namespace === null ? PODS : inNamespace(namespace), expressionOf(requirements, (written) => effectiveKeys(written, settings.hasNodeSelectorLabels)));
}

/** The nodes of a host policy, by their labels as far as identities have them. */
const nodeSubjectExpression = (selector: LabelSelector): LabelExpression => allOf(HOSTS, plainExpression(selector, ({ source, key }) => [source === 'any' || source === 'k8s' ? hostLabelKey(key) : `@${source}:${key}`]));

/** The local cluster, as every peer selector means it that says nothing else. */
export const localCluster = ({ isLocalClusterDefault, clusterName }: CiliumSettings): LabelExpression => (isLocalClusterDefault ? { op: 'in', key: CLUSTER_KEY, values: [clusterName] } : MATCH_ALL);

export const selectsInit = ({ endpointSelector }: CiliumSpec): boolean => requirementsOf(endpointSelector ?? {}).some(({ written }) => written.source === 'reserved' && written.key === 'init');

/** What a rule stands in front of: pods, or nodes. */
export const subjectOfSpec = ({ endpointSelector, nodeSelector }: CiliumSpec, place: SelectorPlace): LabelExpression => (nodeSelector ? nodeSubjectExpression(nodeSelector) : subjectExpression(endpointSelector ?? {}, place));

/** A peer selector with what Cilium adds to it. */
export function peerExpression(selector: LabelSelector, { namespace, settings, isForInit = false }: SelectorPlace): LabelExpression {
  const requirements = requirementsOf(selector);
  const has = (is: (written: WrittenKey) => boolean): boolean => requirements.some(({ written }) => is(written));
  const isReserved = has(({ source }) => source === 'reserved');
  const own = expressionOf(requirements, (written) => effectiveKeys(written, settings.hasNodeSelectorLabels));
  const isFree = isReserved || has(isNamespaceName) || (namespace === null ? isForInit : has(isNamespaceLabel));
  return allOf(own, isFree ? MATCH_ALL : namespace === null ? PODS : inNamespace(namespace), isReserved || has(isCluster) ? MATCH_ALL : localCluster(settings));
}

/** A selector of `fromRequires` or `toRequires`: scoped like any other peer, reserved labels included. */
export function requiredExpression(selector: LabelSelector, place: SelectorPlace): LabelExpression {
  const isReserved = requirementsOf(selector).some(({ written }) => written.source === 'reserved');
  const scoped = peerExpression(selector, place);
  return isReserved ? allOf(scoped, place.namespace === null ? PODS : inNamespace(place.namespace)) : scoped;
}

/** Nodes of this cluster by their labels, other ones unless told. */
export const nodePeerExpression = (selector: LabelSelector, settings: CiliumSettings, roles: readonly string[] = ['remote-node']): LabelExpression => allOf(
  anyOf(...roles.map((role): LabelExpression => ({ op: 'exists', key: reservedKey(role) }))), localCluster(settings),
  plainExpression(selector, ({ source, key }) => effectiveKeys({ source: source === 'any' ? 'node' : source, key }, true)),
);

/** Whether an expression asks for nothing that must be there: Cilium then takes every identity. */
export function isPurelyNegative(expression: LabelExpression): boolean {
  const parts = expression.op === 'and' ? expression.of : [expression];
  return parts.every(({ op }) => op === 'notIn' || op === 'missing');
}
