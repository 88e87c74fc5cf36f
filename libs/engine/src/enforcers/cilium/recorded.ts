import { NAMESPACE_KEY, NAMESPACE_LABEL_PREFIX } from '../../model/effective-labels.ts';
import type { Labels } from '../../model/label-expression.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { CLUSTER_KEY, effectiveKeys, SERVICE_ACCOUNT_KEY, writtenKey } from './label-keys.ts';

type Sources = Pick<Snapshot<unknown>, 'pods' | 'recordedPods' | 'recordedIdentities'>;

/** What agents have recorded of pods, by reference. */
export interface Recorded {
  /** Effective labels of the pod's identity. */
  readonly labels: ReadonlyMap<string, Labels>;
  /** Running pods without a record on nodes whose other pods have one. */
  readonly unmanaged: ReadonlySet<string>;
}

const refOf = ({ namespace, name }: { readonly namespace: string; readonly name: string }): string => `pod:${namespace}/${name}`;

/** A label as an identity has it, `k8s:app=web`, as an effective one; the source is always there. */
function effectiveLabel(text: string): readonly [string, string] {
  const at = text.indexOf('='); const [key, value] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
  const written = writtenKey(key);
  return [effectiveKeys(written.source === 'any' ? { ...written, source: 'k8s' } : written, false)[0] ?? key, value];
}

/** The identities that the input shows. */
export function recordedPods(snapshot: Sources): Recorded {
  const byNumber = new Map(snapshot.recordedIdentities.map(({ identity, labels }) => [identity, labels]));
  const labels = new Map<string, Labels>(); const known = new Set<string>();
  for (const record of snapshot.recordedPods) {
    const ref = refOf(record);
    known.add(ref);
    const texts = record.labels ?? (record.identity === null ? undefined : byNumber.get(record.identity));
    if (texts !== undefined && texts.length > 0) labels.set(ref, Object.fromEntries(texts.map(effectiveLabel)));
  }
  const managing = new Set(snapshot.pods.filter((pod) => known.has(refOf(pod))).map(({ nodeName }) => nodeName));
  const unmanaged = snapshot.pods.filter((pod) => !pod.hostNetwork && pod.phase === 'Running' && pod.nodeName !== null && managing.has(pod.nodeName) && !known.has(refOf(pod)));
  return { labels, unmanaged: new Set(unmanaged.map(refOf)) };
}

/** The name of the local cluster as identities of its pods have it; null where they show none, or several. */
export function recordedCluster(snapshot: Sources): string | null {
  const names = new Set([...recordedPods(snapshot).labels.values()].map((labels) => labels[CLUSTER_KEY]).filter((name) => name !== undefined));
  const [name] = names;
  return names.size === 1 && name !== undefined ? name : null;
}

/** Keys in which a recorded identity is not what the pod's labels make of it, in order. Labels of a namespace that was not collected do not count. */
export function differingKeys(recorded: Labels, computed: Labels, areNamespaceLabelsKnown: boolean): readonly string[] {
  const keys = new Set([...Object.keys(recorded), ...Object.keys(computed)].filter((key) => areNamespaceLabelsKnown || key === NAMESPACE_KEY || !key.startsWith(NAMESPACE_LABEL_PREFIX)));
  // Ports with a name are part of identities since 1.20, and no selector names them.
  return [...keys].filter((key) => !key.startsWith('@generated:') && recorded[key] !== computed[key]).sort();
}

const WORDS: Readonly<Record<string, string>> = { [NAMESPACE_KEY]: 'namespace', [CLUSTER_KEY]: 'cluster', [SERVICE_ACCOUNT_KEY]: 'service account' };

/** Says in which labels a recorded identity is another than the pod's labels give. */
export const identityDiffers = (ref: string, keys: readonly string[]): string => `The identity that the agent has recorded for ${ref} is not that of its labels: ${keys.map((key) => WORDS[key] ?? key.replace('@namespace:', 'namespace label ')).join(', ')} ${keys.length === 1 ? 'differs' : 'differ'}. Answers go by the recorded one.`;
