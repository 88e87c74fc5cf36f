import { NO_ADDRESSES } from '../model/address.ts';
import type { Endpoint } from '../model/firewalls.ts';
import type { Selection } from '../model/question.ts';
import type { EndpointIndex } from './endpoint-index.ts';
import { refuseNotAnswerable } from './not-answerable.ts';
import { referenceText, type Reference } from './reference.ts';

type Of<Kind extends Reference['kind']> = Extract<Reference, { kind: Kind }>;

const supposed = (ref: string, hypothetical: Endpoint): Selection => ({ ref, endpoints: [], external: NO_ADDRESSES, caveats: [], hypothetical });

/** Something that is known by the labels of its identity alone, such as a pod of another cluster. */
function selectIdentity({ firewalls: { directory } }: EndpointIndex, reference: Of<'identity'>): Selection {
  const ref = referenceText(reference);
  const labels = Object.fromEntries(reference.labels.map((label) => [label.key, 'values' in label ? label.values[0] ?? '' : '']));
  return directory?.supposeIdentity === undefined ? refuseNotAnswerable(reference) : supposed(ref, directory.supposeIdentity(ref, labels));
}

/** The addresses that a DNS name has been resolved to. */
function selectName({ firewalls: { directory } }: EndpointIndex, reference: Of<'fqdn'>): Selection {
  const ref = referenceText(reference);
  return directory?.supposeName === undefined ? refuseNotAnswerable(reference) : supposed(ref, directory.supposeName(ref, reference.name));
}

/** What one of the enforcer's own words stands for. */
function selectEntity({ firewalls: { directory } }: EndpointIndex, reference: Of<'entity'>): Selection {
  const ref = referenceText(reference);
  const facts = directory?.entity?.(ref, reference.name);
  if (facts === undefined) return refuseNotAnswerable(reference);
  return facts.supposed === null ? { ref, endpoints: facts.endpoints, external: facts.external, caveats: [] } : supposed(ref, facts.supposed);
}

/** An end that only some enforcers know: an identity, a name, or a word of the enforcer's own. */
export function selectKnownByEnforcer(index: EndpointIndex, reference: Of<'identity' | 'fqdn' | 'entity'>): Selection {
  switch (reference.kind) {
    case 'identity': return selectIdentity(index, reference);
    case 'fqdn': return selectName(index, reference);
    case 'entity': return selectEntity(index, reference);
  }
}
