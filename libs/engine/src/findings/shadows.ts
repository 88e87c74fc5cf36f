import { NAMESPACE_KEY, namespaceLabelKey } from '../model/effective-labels.ts';
import { matchesLabels, type LabelExpression, type Labels } from '../model/label-expression.ts';
import type { Pod, PodShape, Workload } from '../resources/kinds.ts';
import { namedNamespaces } from './selector-words.ts';
import type { Subject } from './subject.ts';

/** Why something that a selector names is not selected: its traffic is its node's, or it has finished. */
export type ShadowKind = 'host-network' | 'finished';

interface Shadow { readonly kind: ShadowKind; readonly ref: string; readonly labels: Labels }

/** What has the labels that selectors ask for and yet is never selected. */
export interface Shadows {
  /** References of those of one kind that the expression would select; one per workload. */
  matching(kind: ShadowKind, expression: LabelExpression): readonly string[];
}

const isFinished = ({ phase }: Pod): boolean => phase === 'Succeeded' || phase === 'Failed';

/** Gathers one of each workload, whose pods have the same labels but for numbers. O(pods). */
export function gatherShadows({ snapshot, firewalls }: Pick<Subject, 'snapshot' | 'firewalls'>): Shadows {
  const selected = new Set(firewalls.endpoints.filter(({ isGoverned }) => isGoverned).map(({ ref }) => ref));
  const byNamespace = new Map<string, Shadow[]>(); const seen = new Set<string>();
  const add = (kind: ShadowKind, shape: PodShape, namespace: string, ref: string): void => {
    if (seen.has(`${kind} ${ref}`)) return;
    seen.add(`${kind} ${ref}`);
    const ofNamespace = Object.entries(snapshot.namespaces.get(namespace)?.labels ?? {}).map(([key, value]) => [namespaceLabelKey(key), value] as const);
    const labels = { ...shape.labels, [NAMESPACE_KEY]: namespace, ...Object.fromEntries(ofNamespace) };
    const list = byNamespace.get(namespace);
    if (list === undefined) byNamespace.set(namespace, [{ kind, ref, labels }]); else list.push({ kind, ref, labels });
  };
  for (const pod of snapshot.pods) {
    if (isFinished(pod)) add('finished', pod, pod.namespace, pod.workload);
    else if (pod.hostNetwork && !selected.has(`pod:${pod.namespace}/${pod.name}`)) add('host-network', pod, pod.namespace, pod.workload);
  }
  for (const workload of snapshot.workloads) if (isHostWorkload(workload) && !selected.has(workload.ref)) add('host-network', workload, workload.namespace, workload.workload);
  return {
    matching: (kind, expression) => (namedNamespaces(expression) ?? [...byNamespace.keys()])
      .flatMap((namespace) => byNamespace.get(namespace) ?? []).filter((shadow) => shadow.kind === kind && matchesLabels(expression, shadow.labels)).map(({ ref }) => ref),
  };
}

const isHostWorkload = ({ hostNetwork, hasPods }: Workload): boolean => hostNetwork && !hasPods;
