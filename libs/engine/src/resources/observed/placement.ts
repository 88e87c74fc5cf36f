import type { Labels } from '../../model/label-expression.ts';
import { fieldOf, listOf, textOf } from './agent-container.ts';

interface Requirement { readonly key: string; readonly operator: string; readonly values: readonly string[] }
export interface Toleration { readonly key: string | null; readonly operator: string; readonly value: string | null; readonly effect: string | null }
export interface Taint { readonly key: string; readonly value: string; readonly effect: string }

/** On which nodes the pods of a DaemonSet may run. */
export interface Placement {
  readonly nodeSelector: Labels;
  /** One of them must hold; empty where none is asked for. */
  readonly terms: readonly (readonly Requirement[])[];
  readonly tolerations: readonly Toleration[];
}

const texts = (value: unknown): readonly string[] => listOf(value).filter((item) => typeof item === 'string');

function requirements(term: unknown): readonly Requirement[] {
  const labels = listOf(fieldOf(term, 'matchExpressions')).map((item) => ({ key: textOf(fieldOf(item, 'key')) ?? '', operator: textOf(fieldOf(item, 'operator')) ?? '', values: texts(fieldOf(item, 'values')) }));
  const fields = listOf(fieldOf(term, 'matchFields')).map((item) => ({ key: `@${textOf(fieldOf(item, 'key')) ?? ''}`, operator: textOf(fieldOf(item, 'operator')) ?? '', values: texts(fieldOf(item, 'values')) }));
  return [...labels, ...fields];
}

/** The placement that a pod's spec asks for. */
export function placementOf(spec: unknown): Placement {
  const selector = fieldOf(spec, 'nodeSelector');
  const terms = listOf(fieldOf(spec, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms'));
  return {
    nodeSelector: typeof selector === 'object' && selector !== null ? (selector as Labels) : {},
    terms: terms.map(requirements),
    tolerations: listOf(fieldOf(spec, 'tolerations')).map((item) => ({ key: textOf(fieldOf(item, 'key')), operator: textOf(fieldOf(item, 'operator')) ?? 'Equal', value: textOf(fieldOf(item, 'value')), effect: textOf(fieldOf(item, 'effect')) })),
  };
}

/** A node as far as placement asks about it. */
export interface PlacedNode { readonly name: string; readonly labels: Labels; readonly taints: readonly Taint[] }

function holds({ key, operator, values }: Requirement, node: PlacedNode): boolean {
  const value = key === '@metadata.name' ? node.name : node.labels[key];
  switch (operator) {
    case 'In': return value !== undefined && values.includes(value);
    case 'NotIn': return value === undefined || !values.includes(value);
    case 'Exists': return value !== undefined;
    case 'DoesNotExist': return value === undefined;
    case 'Gt': return value !== undefined && Number(value) > Number(values[0]);
    case 'Lt': return value !== undefined && Number(value) < Number(values[0]);
    default: return true;
  }
}

/** The label by which a placement leaves a node out; null where labels do not. */
export function excludingLabel({ nodeSelector, terms }: Placement, node: PlacedNode): string | null {
  const selected = Object.entries(nodeSelector).find(([key, value]) => node.labels[key] !== value);
  if (selected !== undefined) return selected[0];
  if (terms.length === 0 || terms.some((term) => term.length > 0 && term.every((requirement) => holds(requirement, node)))) return null;
  return terms.flat().find((requirement) => !holds(requirement, node))?.key ?? '';
}

/** What every DaemonSet's pods tolerate, added by its controller. */
const ALWAYS_TOLERATED = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable', 'node.kubernetes.io/disk-pressure', 'node.kubernetes.io/memory-pressure', 'node.kubernetes.io/pid-pressure', 'node.kubernetes.io/unschedulable', 'node.kubernetes.io/network-unavailable'];

const tolerates = ({ key, operator, value, effect }: Toleration, taint: Taint): boolean =>
  (effect === null || effect === '' || effect === taint.effect) && (key === null || key === '' ? operator === 'Exists' : key === taint.key && (operator === 'Exists' || (value ?? '') === taint.value));

/** The taint that keeps the pods of a DaemonSet off a node; null where none does. */
export const excludingTaint = ({ tolerations }: Placement, { taints }: PlacedNode): string | null =>
  taints.find((taint) => taint.effect !== 'PreferNoSchedule' && !ALWAYS_TOLERATED.includes(taint.key) && !tolerations.some((toleration) => tolerates(toleration, taint)))?.key ?? null;
