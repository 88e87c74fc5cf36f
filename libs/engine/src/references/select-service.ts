import { NO_ADDRESSES, setOfAddress, uniteAddresses } from '../model/address.ts';
import type { ServiceFacts } from '../model/directory.ts';
import { QuestionError } from '../model/failure.ts';
import type { Caveat } from '../model/firewalls.ts';
import type { Selection } from '../model/question.ts';
import type { EndpointIndex } from './endpoint-index.ts';
import { nearNames } from './near-names.ts';
import { referenceText, type Reference } from './reference.ts';

type ServiceReference = Extract<Reference, { kind: 'service' }>;

/** What a Service hands connections to, now. A port is named as the Service names it, or by its number. */
export function selectService({ firewalls: { directory } }: EndpointIndex, reference: ServiceReference): Selection {
  const ref = referenceText(reference);
  const { namespace, name, port } = reference;
  const facts = directory?.service(namespace, name);
  if (facts === undefined) return absent(ref, nearNames(`svc:${namespace}/${name}`, (directory?.serviceNames() ?? []).map((known) => `svc:${known}`)));
  if (facts.kind === 'name') throw new QuestionError('VALIDATION_FAILED', `${ref} is another name for ${facts.externalName ?? 'a host'}, which policies do not see; ask about its address`, { ref, kind: 'service', externalName: facts.externalName });
  const external = facts.backends.flatMap(({ end }) => (typeof end === 'number' ? [] : [setOfAddress(end)]));
  return {
    ref, endpoints: [...new Set(facts.backends.flatMap(({ end }) => (typeof end === 'number' ? [end] : [])))].sort((a, b) => a - b),
    external: external.length === 0 ? NO_ADDRESSES : uniteAddresses(...external), caveats: gaps(ref, facts),
    service: { facts, named: port === null ? null : portsOf(ref, port, facts) },
  };
}

function portsOf(ref: string, wanted: string, { ports, resource }: ServiceFacts): readonly number[] {
  const found = ports.flatMap(({ name, port }, position) => (name === wanted || String(port) === wanted ? [position] : []));
  if (found.length > 0) return found;
  const near = ports.map(({ name, port }) => `svc:${resource.namespace}/${resource.name}:${name ?? String(port)}`);
  return absent(ref, near);
}

function absent(ref: string, near: readonly string[]): never {
  throw new QuestionError('ENDPOINT_NOT_IN_VIEW', `${ref} is not in this view${near.length > 0 ? `; near names: ${near.join(', ')}` : ''}`, { ref, near });
}

function gaps(ref: string, { gap, resource }: ServiceFacts): readonly Caveat[] {
  return gap === null ? [] : [{ code: 'KIND_NOT_COLLECTED', message: `Not all that stands behind ${ref} is known: ${gap}.`, resources: [resource] }];
}
