import { NO_ADDRESSES } from '../model/address.ts';
import type { Selection } from '../model/question.ts';
import { ambiguous, notInView } from './failures.ts';
import { endpointIndex, type EndpointIndex, type Referable } from './endpoint-index.ts';
import { parseReference } from './parse-reference.ts';
import { referenceText, type Reference } from './reference.ts';
import { selectAddresses, selectInternet } from './select-addresses.ts';
import { selectByLabels } from './select-by-labels.ts';
import { selectKnownByEnforcer } from './select-known-by-enforcer.ts';
import { selectHypothetical } from './select-hypothetical.ts';
import { selectService } from './select-service.ts';

/** Enough for a batch of 10,000 probes over the pods of a namespace, and bounded whatever is asked. */
const MOST_REMEMBERED = 4096;

/**
 * What an endpoint reference names in a view. Microseconds once the view's index stands, which the first question builds.
 *
 * @throws {QuestionError} REF_INVALID (`column`, `caret`), AMBIGUOUS_ENDPOINT (`candidates`), ENDPOINT_NOT_IN_VIEW
 * (`near`, and `reason` where something of that name takes no part in traffic), VALIDATION_FAILED for kinds of ends
 * that cannot be asked about yet
 */
export function resolveEndpoint(view: Referable, text: string): Selection {
  const index = endpointIndex(view);
  const known = index.resolved.get(text);
  if (known !== undefined) return known;
  const selection = resolve(index, parseReference(text));
  if (index.resolved.size >= MOST_REMEMBERED) index.resolved.clear();
  index.resolved.set(text, selection);
  return selection;
}

function resolve(index: EndpointIndex, reference: Reference): Selection {
  switch (reference.kind) {
    case 'pod': case 'node': return selectOne(index, referenceText(reference));
    case 'workload': return reference.prefix === 'workload' ? selectByName(index, reference.namespace, reference.name) : selectOwned(index, referenceText(reference));
    case 'namespace': return selectNamespace(index, reference.name);
    case 'address': return selectAddresses(index, reference.range);
    case 'internet': return selectInternet(index);
    case 'selector': return selectByLabels(index, reference);
    case 'service': return selectService(index, reference);
    case 'hypothetical': return selectHypothetical(index, reference);
    default: return selectKnownByEnforcer(index, reference);
  }
}

const selectionOf = (ref: string, endpoints: readonly number[]): Selection => ({ ref, endpoints, external: NO_ADDRESSES, caveats: [] });

function selectOne(index: EndpointIndex, ref: string): Selection {
  const found = index.byRef.get(ref);
  return found === undefined ? notInView(index, ref) : selectionOf(ref, [found]);
}

function selectOwned(index: EndpointIndex, ref: string): Selection {
  const found = index.byOwner.get(ref);
  return found === undefined ? notInView(index, ref) : selectionOf(ref, found);
}

function selectByName(index: EndpointIndex, namespace: string, name: string): Selection {
  const candidates = index.workloadsByName.get(`${namespace}/${name}`) ?? [];
  const [only] = candidates;
  if (only === undefined) return notInView(index, `workload:${namespace}/${name}`);
  return candidates.length > 1 ? ambiguous(`workload:${namespace}/${name}`, candidates) : selectOwned(index, only);
}

function selectNamespace(index: EndpointIndex, name: string): Selection {
  const found = index.byNamespace.get(name);
  return found === undefined ? notInView(index, `ns:${name}`) : selectionOf(`ns:${name}`, found);
}
