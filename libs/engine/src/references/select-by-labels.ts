import { NO_ADDRESSES } from '../model/address.ts';
import { QuestionError } from '../model/failure.ts';
import { matchesLabels } from '../model/label-expression.ts';
import type { Selection } from '../model/question.ts';
import type { EndpointIndex } from './endpoint-index.ts';
import { notInView } from './failures.ts';
import { selectorExpression } from './label-selector.ts';
import { referenceText, type Reference } from './reference.ts';

type SelectorReference = Extract<Reference, { kind: 'selector' }>;

/** The pods that exist now in some namespaces and whose own labels match. */
export function selectByLabels(index: EndpointIndex, reference: SelectorReference): Selection {
  const ref = referenceText(reference);
  const pods = selectorExpression(reference.pods);
  const found: number[] = [];
  for (const namespace of namespacesOf(index, reference)) {
    for (const endpoint of index.byNamespace.get(namespace) ?? []) {
      const labels = index.firewalls.endpoints[endpoint]?.labels;
      if (labels !== undefined && matchesLabels(pods, labels)) found.push(endpoint);
    }
  }
  if (found.length === 0) throw new QuestionError('ENDPOINT_NOT_IN_VIEW', `${ref} selects no pod of this view`, { ref, reason: 'EMPTY_SELECTION', near: [] });
  return { ref, endpoints: found.sort((a, b) => a - b), external: NO_ADDRESSES, caveats: [] };
}

function namespacesOf(index: EndpointIndex, reference: SelectorReference): readonly string[] {
  if (typeof reference.namespace === 'string') return index.byNamespace.has(reference.namespace) ? [reference.namespace] : notInView(index, `ns:${reference.namespace}`);
  const selected = selectorExpression(reference.namespace);
  return [...index.byNamespace.keys()].filter((namespace) => matchesLabels(selected, index.namespaceLabels.get(namespace) ?? {}));
}
