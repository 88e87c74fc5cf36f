import type { Namespace } from '../resources/kinds.ts';
import type { Subject } from './subject.ts';

/** The label that the API server gives every namespace (NP-45). */
export const NAME_LABEL = 'kubernetes.io/metadata.name';

/** What the namespaces of the input are labelled with. */
export interface NamespaceFacts {
  /** Values by key. */
  readonly values: ReadonlyMap<string, ReadonlySet<string>>;
  readonly names: readonly string[];
  /** Whether some namespace has labels that the input does not say, so that an unknown one proves nothing. */
  readonly areIncomplete: boolean;
  /** Whether the input declares any Namespace, so that the labels of namespaces mean something. */
  readonly areDeclared: boolean;
}

export function namespaceFacts({ snapshot }: Pick<Subject, 'snapshot'>): NamespaceFacts {
  const values = new Map<string, Set<string>>();
  const namespaces: readonly Namespace[] = [...snapshot.namespaces.values()];
  for (const { labels } of namespaces) for (const [key, value] of Object.entries(labels)) {
    const known = values.get(key);
    if (known === undefined) values.set(key, new Set([value])); else known.add(value);
  }
  return {
    values, names: namespaces.map(({ name }) => name),
    areIncomplete: namespaces.some(({ areLabelsUnknown }) => areLabelsUnknown), areDeclared: namespaces.some(({ isSynthesised }) => !isSynthesised),
  };
}
