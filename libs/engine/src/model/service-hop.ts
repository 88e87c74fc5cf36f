import { familyBit } from './address.ts';
import { connections, EMPTY, intersect, isEmptySet, ofFamilies, union, type ConnectionSet } from './connection-set.ts';
import type { ServiceBackend, ServicePortFacts } from './directory.ts';
import type { Caveat } from './firewalls.ts';
import type { ResourceIdentity } from './location.ts';
import type { ServiceEnd, TrafficQuestion } from './question.ts';

/** How a question crosses a Service: what is asked of it, and what that becomes at the pods behind it (PD-15). */
export interface ServiceHop {
  readonly resource: ResourceIdentity;
  /** Those that the question picks. */
  readonly ports: readonly HopPort[];
  /** Pods and addresses behind it, ready or not. */
  readonly backends: number;
  readonly readyBackends: number;
}

/** `targetPort` is a number, or several where pods give a name different ones; empty where no pod has the port. */
export interface HopPort { readonly protocol: ServicePortFacts['protocol']; readonly servicePort: number; readonly targetPort: string }

/** Whether the Service changes nothing of the question: without one of its ports named, a headless one only stands for its pods (PD-17). */
export const isPassThrough = ({ facts, named }: ServiceEnd): boolean => facts.kind === 'headless' && named === null;

const setOfPort = ({ protocol, port }: ServicePortFacts): ConnectionSet => connections(protocol, port);

/** Positions of the Service's ports that a question picks. */
export function pickedPorts({ facts, named }: ServiceEnd, traffic: TrafficQuestion | null): readonly number[] {
  return [...facts.ports.keys()].filter((position) => {
    const port = facts.ports[position];
    if (port === undefined || (named !== null && !named.includes(position))) return false;
    if (traffic === null) return true;
    return traffic.kind === 'fixed' ? !isEmptySet(intersect(traffic.connections, setOfPort(port))) : port.name === traffic.name && port.protocol === traffic.protocol;
  });
}

/** What is asked of one port of the Service, in the families of the question and of the Service. */
export function askedOfPort({ facts }: ServiceEnd, position: number, traffic: TrafficQuestion | null): ConnectionSet {
  const port = facts.ports[position];
  if (port === undefined) return EMPTY;
  const families = intersect(ofFamilies(facts.families), traffic?.family === undefined ? ofFamilies(3) : ofFamilies(familyBit(traffic.family)));
  const set = intersect(setOfPort(port), families);
  return traffic?.kind === 'fixed' ? intersect(set, traffic.connections) : set;
}

/** Where a port leads at one backend; null where the backend does not stand behind that port. A headless Service translates nothing. */
export function targetAt({ facts }: ServiceEnd, position: number, { targets }: ServiceBackend): number | null {
  const target = targets[position] ?? null;
  return target !== null && facts.kind === 'headless' ? facts.ports[position]?.port ?? null : target;
}

/** What a question to the Service asks of one backend. */
export function trafficAtBackend(service: ServiceEnd, traffic: TrafficQuestion | null, backend: ServiceBackend): TrafficQuestion {
  const parts = pickedPorts(service, traffic).flatMap((position) => {
    const target = targetAt(service, position, backend); const port = service.facts.ports[position];
    if (target === null || port === undefined) return [];
    const families = ([4, 6] as const).filter((family) => !isEmptySet(intersect(askedOfPort(service, position, traffic), connections(port.protocol, port.port, port.port, family))));
    return [{ text: `${port.protocol.toLowerCase()}/${String(target)}`, set: families.map((family) => connections(port.protocol, target, target, family)).reduce(union, EMPTY) }];
  });
  return {
    kind: 'fixed', connections: intersect(parts.map(({ set }) => set).reduce(union, EMPTY), ofFamilies(backend.families)), text: [...new Set(parts.map(({ text }) => text))].join(' '),
    ...(traffic?.sourcePort !== undefined && { sourcePort: traffic.sourcePort }), ...(traffic?.family !== undefined && { family: traffic.family }),
  };
}

/** The hop of a question; null where the Service changes nothing of it. */
export function serviceHop(service: ServiceEnd, traffic: TrafficQuestion | null): ServiceHop | null {
  if (isPassThrough(service)) return null;
  const { resource, ports, backends, total, ready } = service.facts;
  return {
    resource, backends: total, readyBackends: ready,
    ports: pickedPorts(service, traffic).flatMap((position) => {
      const port = ports[position];
      const targets = new Set(backends.map((backend) => targetAt(service, position, backend)).filter((target) => target !== null));
      return port === undefined ? [] : [{ protocol: port.protocol, servicePort: port.port, targetPort: [...targets].sort((a, b) => a - b).join(',') }];
    }),
  };
}

/** What is to be said of a question that crosses a Service: that nothing answers, or that pods see another port than was asked for. */
export function serviceCaveats(service: ServiceEnd, traffic: TrafficQuestion | null): readonly Caveat[] {
  const { facts } = service;
  const name = `Service ${facts.resource.namespace}/${facts.resource.name}`;
  const say = (code: Caveat['code'], message: string): readonly Caveat[] => [{ code, message, resources: [facts.resource] }];
  if (facts.backends.length === 0) return facts.gap === null ? say('SERVICE_HAS_NO_BACKEND', `${name} has ${facts.total === 0 ? 'nothing behind it' : `no endpoint that is ready, of ${String(facts.total)}`}, so no connection to it is answered.`) : [];
  const hop = serviceHop(service, traffic);
  if (hop === null) return [];
  const offered = facts.ports.map(({ protocol, port }) => `${protocol} ${String(port)}`).join(', ');
  if (hop.ports.length === 0) return say('SERVICE_HAS_NO_BACKEND', `${name} has no such port${offered === '' ? '' : `; it has ${offered}`}.`);
  if (hop.ports.every(({ targetPort }) => targetPort === '')) return say('SERVICE_HAS_NO_BACKEND', `No pod behind ${name} declares the port that it names.`);
  return hop.ports.filter(({ servicePort, targetPort }) => targetPort !== '' && targetPort !== String(servicePort))
    .flatMap(({ protocol, servicePort, targetPort }) => say('SERVICE_PORT_REMAPPED', `${name} hands ${protocol} ${String(servicePort)} to port ${targetPort} of its pods, which is the one that policies see.`));
}
