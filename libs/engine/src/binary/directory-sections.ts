import type { Directory } from '../model/directory.ts';
import type { EndpointTable } from '../model/endpoints/table.ts';
import type { AbsentEndpoint } from '../model/firewalls.ts';
import type { EndpointSlice, Service } from '../resources/kinds.ts';
import type { ContainerPort } from '../resources/object.ts';
import { materialOf, serviceDirectory, type ServiceMaterial } from '../resources/service-directory.ts';
import { check } from './format.ts';
import { lazily } from '../model/lazily.ts';
import { checkRange } from './lists.ts';
import { createPool } from './pool.ts';
import { parsed, type SectionReader, type SectionWriter } from './sections.ts';
import { addText, textIn } from './text-section.ts';

/** Which of the optional questions a directory answers. */
const OPTIONAL = ['serviceAddresses', 'supposeIdentity', 'supposeName', 'entity'] as const;

interface ServicesJson { readonly services: readonly Service[]; readonly slices: readonly EndpointSlice[]; readonly declared: readonly (readonly ContainerPort[])[] }

/** What Services are worked out from. What an enforcer supposes is its own and not written. */
export function addDirectory(to: SectionWriter, directory: Directory): void {
  addText(to, 'directory.answers', JSON.stringify(OPTIONAL.filter((name) => directory[name] !== undefined)));
  const material = materialOf(directory);
  if (material === undefined) return;
  const { services, slices, ready, declared, endpoints } = material;
  const pool = createPool<readonly ContainerPort[]>();
  to.add('directory.ready', ready);
  to.add('directory.declared', Int32Array.from({ length: endpoints.length }, (_, index) => pool.idOf(declared(index))));
  addText(to, 'directory.services', JSON.stringify({ services, slices, declared: pool.all } satisfies ServicesJson));
}

/** `restore` gives the directory that was packed, for what only its enforcer can answer. */
export function directoryIn(from: SectionReader, endpoints: EndpointTable, absent: () => readonly AbsentEndpoint[], restore: () => Directory): Directory {
  const answers = parsed(textIn(from, 'directory.answers')()) as readonly string[];
  const whole = lazily(restore);
  const answersTo = (name: (typeof OPTIONAL)[number]): boolean => answers.includes(name);
  const services = from.has('directory.ready') ? serviceDirectory(materialIn(from, endpoints, absent)) : undefined;
  return {
    serviceNames: services?.serviceNames ?? (() => whole().serviceNames()),
    service: services?.service ?? ((namespace, name) => whole().service(namespace, name)),
    ...(answersTo('serviceAddresses') && { serviceAddresses: services?.serviceAddresses ?? (() => whole().serviceAddresses?.() ?? []) }),
    supposePod: (ref, namespace, labels) => whole().supposePod(ref, namespace, labels),
    ...(answersTo('supposeIdentity') && { supposeIdentity: (ref, labels) => required(whole().supposeIdentity)(ref, labels) }),
    ...(answersTo('supposeName') && { supposeName: (ref, name) => required(whole().supposeName)(ref, name) }),
    ...(answersTo('entity') && { entity: (ref, name) => whole().entity?.(ref, name) }),
  };
}

function required<Answer extends object>(answer: Answer | undefined): Answer {
  check(answer !== undefined, 'it was packed under another enforcer');
  return answer;
}

function materialIn(from: SectionReader, endpoints: EndpointTable, absent: () => readonly AbsentEndpoint[]): ServiceMaterial {
  const ready = from.get('directory.ready', 'u8'); const declared = from.get('directory.declared', 'i32');
  check(ready.length === endpoints.length && declared.length === endpoints.length, 'what Services need is incomplete');
  const json = lazily(() => {
    const read = parsed(textIn(from, 'directory.services')()) as ServicesJson;
    checkRange(declared, 0, read.declared.length, 'declared ports');
    return read;
  });
  return {
    endpoints, ready, declared: (index) => json().declared[declared[index] ?? -1] ?? [],
    get absent() { return absent(); }, get services() { return json().services; }, get slices() { return json().slices; },
  };
}
