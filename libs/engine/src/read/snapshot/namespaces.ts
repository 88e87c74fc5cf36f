import { areNamespacesUncollected, type Coverage } from '../../model/coverage.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Namespace } from '../../resources/kinds.ts';
import { synthesisedNamespace } from '../../resources/namespace.ts';
import type { LocatedObject } from '../../resources/object.ts';

/** The namespaces of the input by name, and one made up for each other namespace that an object stands in (NP-45, U16); `firsts` are the first object of each. */
export function completeNamespaces(declared: readonly Namespace[], firsts: readonly LocatedObject[], coverage: Coverage): { readonly namespaces: ReadonlyMap<string, Namespace>; readonly diagnostics: readonly Diagnostic[] } {
  const all = new Map(declared.map((namespace) => [namespace.name, namespace]));
  const missing = firsts.filter(({ namespace }) => namespace !== '' && !all.has(namespace));
  const areLabelsUnknown = areNamespacesUncollected(coverage);
  const diagnostics: Diagnostic[] = [];
  for (const object of missing) {
    const name = object.namespace;
    all.set(name, synthesisedNamespace(name, areLabelsUnknown));
    diagnostics.push({
      severity: 'info', code: 'NAMESPACE_SYNTHESISED', resource: { group: '', kind: 'Namespace', namespace: '', name }, source: { file: object.source.file, document: object.source.document, line: object.source.line },
      message: `Objects stand in namespace ${name}, which is not in the input; its labels are taken as ${areLabelsUnknown ? 'unknown' : 'absent'}, except kubernetes.io/metadata.name.`,
    });
  }
  return { namespaces: new Map([...all].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))), diagnostics };
}
