import { parseAddress, parseCidr } from '../../model/address.ts';
import { checkSelector } from './check-selector.ts';
import type { CalicoEntity } from './manifest.ts';
import { readPort } from './port.ts';
import type { Tell } from './problem.ts';
import { hasPorts, readProtocol } from './protocol.ts';

/** Where one end of a rule stands. */
export interface EntityPlace { readonly direction: 'ingress' | 'egress'; readonly side: 'source' | 'destination'; readonly isGlobal: boolean; /** As written; null for none. */ readonly protocol: number | string | null }

const [MOST_NETS, MOST_PORTS] = [256, 50];

/** Checks one end of a rule. */
export function checkEntity(entity: CalicoEntity, place: EntityPlace, pointer: string, tell: Tell): void {
  for (const field of ['selector', 'notSelector'] as const) checkSelector(entity[field], `${pointer}/${field}`, { effect: 'dropped', isOfPeerNamespaces: false }, tell);
  checkSelector(entity.namespaceSelector, `${pointer}/namespaceSelector`, { effect: 'dropped', isOfPeerNamespaces: true }, tell);
  checkSelector(entity.serviceAccounts?.selector, `${pointer}/serviceAccounts/selector`, { effect: 'dropped', isOfPeerNamespaces: false }, tell);
  for (const field of ['nets', 'notNets'] as const) checkNets(entity[field] ?? [], `${pointer}/${field}`, tell);
  for (const field of ['ports', 'notPorts'] as const) checkPorts(entity[field] ?? [], place.protocol, `${pointer}/${field}`, tell);
  if (entity.services) checkServices(entity, place, `${pointer}/services`, tell);
}

function checkNets(nets: readonly string[], pointer: string, tell: Tell): void {
  if (nets.length > MOST_NETS) tell(pointer, 'TOO_MANY', 'kept', `a list has at most ${String(MOST_NETS)} prefixes`, ['definition']);
  nets.forEach((text, index) => {
    const at = `${pointer}/${String(index)}`;
    const range = parseCidr(text);
    if (range === undefined) tell(at, 'CIDR_INVALID', parseAddress(text) === undefined ? 'left-out' : 'kept', 'a prefix such as 10.0.0.0/8 is expected');
    else if (pointer.endsWith('/notNets') && /\/0+$/.test(text)) tell(at, 'CIDR_INVALID', 'kept', 'a prefix of length 0 leaves nothing that could match');
  });
}

function checkPorts(ports: readonly (number | string)[], protocol: number | string | null, pointer: string, tell: Tell): void {
  if (ports.length > MOST_PORTS) tell(pointer, 'TOO_MANY', 'kept', `a list has at most ${String(MOST_PORTS)} ports`, ['definition']);
  const read = protocol === null ? null : readProtocol(protocol);
  if (ports.length > 0 && read !== null && (read === undefined || !hasPorts(read))) tell(pointer, 'PORT_INVALID', 'dropped', 'ports need the protocol TCP, UDP or SCTP');
  ports.forEach((written, index) => {
    const at = `${pointer}/${String(index)}`;
    const port = readPort(written);
    if (port === undefined) tell(at, 'PORT_INVALID', 'dropped', 'a port is a number up to 65535, a range such as 80:90 with the smaller one first, or a name');
    else if (port.kind === 'numbers' && port.first === 0) tell(at, 'PORT_INVALID', 'dropped', 'there is no port 0');
    else if (port.kind === 'numbers' && read === null) tell(at, 'PORT_INVALID', 'dropped', 'a port by number needs a protocol');
  });
}

const isGiven = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));

function checkServices({ services, ports, notPorts, ...rest }: CalicoEntity, { direction, side, isGlobal }: EntityPlace, pointer: string, tell: Tell): void {
  const wrong = (message: string): void => { tell(pointer, 'SERVICES_INVALID', 'kept', message); };
  if (!services?.name) wrong('services needs the name of one');
  if ((['selector', 'notSelector', 'namespaceSelector', 'nets', 'notNets', 'serviceAccounts'] as const).some((field) => isGiven(rest[field]))) wrong('services stands beside no selector, prefix or account');
  if (side === 'destination' && (isGiven(ports) || isGiven(notPorts))) wrong('services of a destination brings its own ports');
  if ((direction === 'ingress') !== (side === 'source')) wrong('services can only stand at the destination of egress and the source of ingress');
  if (isGlobal && !services?.namespace) wrong('services needs a namespace in a GlobalNetworkPolicy');
}
