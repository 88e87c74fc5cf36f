import { NO_ADDRESSES } from '../model/address.ts';
import { QuestionError } from '../model/failure.ts';
import type { Caveat } from '../model/firewalls.ts';
import { labelMatch, matchesLabels, type Ternary } from '../model/label-expression.ts';
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
  const { selected, unclear } = namespacesOf(index, reference);
  for (const namespace of selected) {
    for (const endpoint of index.byNamespace.get(namespace) ?? []) {
      const labels = index.firewalls.endpoints.at(endpoint)?.labels;
      if (labels !== undefined && matchesLabels(pods, labels)) found.push(endpoint);
    }
  }
  if (found.length === 0) throw new QuestionError('ENDPOINT_NOT_IN_VIEW', `${ref} selects no pod of this view`, { ref, reason: 'EMPTY_SELECTION', near: [] });
  return { ref, endpoints: found.sort((a, b) => a - b), external: NO_ADDRESSES, caveats: unclear.length > 0 ? [leftOut(ref, unclear)] : [] };
}

interface Namespaces { readonly selected: readonly string[]; readonly unclear: readonly string[] }

function namespacesOf(index: EndpointIndex, reference: SelectorReference): Namespaces {
  const { namespace } = reference;
  if (typeof namespace === 'string') return { selected: index.byNamespace.has(namespace) ? [namespace] : notInView(index, `ns:${namespace}`), unclear: [] };
  const expression = selectorExpression(namespace);
  // Every key that is not there may be: the empty text is what all keys begin with.
  const matchOf = (name: string): Ternary => labelMatch(expression, index.namespaceLabels.get(name) ?? {}, index.unclearNamespaces.has(name) ? '' : undefined);
  const names = [...index.byNamespace.keys()];
  return { selected: names.filter((name) => matchOf(name) === 'yes'), unclear: names.filter((name) => matchOf(name) === 'maybe') };
}

const leftOut = (ref: string, namespaces: readonly string[]): Caveat => ({
  code: 'KIND_NOT_COLLECTED', message: `${ref} may also select namespaces whose labels were not collected: ${namespaces.slice(0, 5).join(', ')}${namespaces.length > 5 ? ` and ${String(namespaces.length - 5)} more` : ''}.`, resources: [],
});
