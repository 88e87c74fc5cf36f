import { intersectAddresses, isNoAddress, uniteAddresses, type AddressSet } from '../../model/address.ts';
import { ALL, connections, intersect, isEmptySet, subtract, union, type ConnectionSet, type PortProtocol } from '../../model/connection-set.ts';
import type { TrafficItem } from '../../model/firewalls.ts';
import { allOf, type LabelExpression } from '../../model/label-expression.ts';
import type { Ports, Side } from './backend.ts';
import { PODS } from './label-keys.ts';
import { negated } from './selectors.ts';

/** Who is meant at one end: an AND, null and MATCH_ALL asking for nothing. */
export interface Who { readonly labels: LabelExpression; readonly inside: AddressSet | null; readonly outside: AddressSet | null }

/** One way for an end to match: any of those meant, on some ports at its own side. */
export interface Alternative {
  readonly whos: readonly Who[];
  /** All connections on the ports of this end, those without ports too where it does not ask for any. */
  readonly on: ConnectionSet;
  /** Ports that the destination itself resolves, in place of `on`. */
  readonly named: readonly TrafficItem[] | null;
}

/** What lowering the ports of an end needs of the endpoints. */
export interface PortNames {
  readonly keyOf: (wanted: readonly string[], refused: readonly string[]) => string;
  /** The different values of that key. */
  readonly textsOf: (wanted: readonly string[], refused: readonly string[]) => readonly string[];
}

/** Everyone that the end means, by labels or by address. */
function whosOf(side: Side): readonly Who[] {
  const { labelled, notLabelled, nets, notNets, services } = side;
  const outsides = [...(notNets === null ? [] : [notNets]), ...(notLabelled === null || isNoAddress(notLabelled.addresses) ? [] : [notLabelled.addresses])];
  const behind = services === null ? null : uniteAddresses(...services.map(({ addresses }) => addresses));
  const inside = nets === null || behind === null ? nets ?? behind : intersectAddresses(nets, behind);
  const rest: Who = { labels: notLabelled === null ? { op: 'all' } : negated(notLabelled.labels), inside, outside: outsides.length === 0 ? null : uniteAddresses(...outsides) };
  if (labelled === null) return [rest];
  return [byLabel(rest, labelled.labels), ...(isNoAddress(labelled.addresses) ? [] : [byAddress(rest, labelled.addresses)])];
}

const byLabel = (who: Who, labels: LabelExpression): Who => ({ ...who, labels: allOf(labels, who.labels) });
const byAddress = (who: Who, addresses: AddressSet): Who => ({ ...who, inside: who.inside === null ? addresses : intersectAddresses(who.inside, addresses) });

const portLanes = (text: string): ConnectionSet => (text === '' ? [] : text.split(',').map((each) => {
  const [protocol = '', port = ''] = each.split(':');
  return connections(protocol as PortProtocol, Number(port));
}).reduce(union, []));

/** What an end's own ports come to where its names stand for `named` and those that it must not have for `notNamed`. */
function onPorts({ ports, notPorts }: Pick<Side, 'ports' | 'notPorts'>, named: ConnectionSet, notNamed: ConnectionSet): ConnectionSet {
  const wanted = ports === null ? ALL : union(ports.numbers, named);
  return subtract(wanted, notPorts === null ? [] : union(notPorts.numbers, notNamed));
}

const namesOf = (ports: Ports | null): readonly string[] => ports?.names ?? [];

/** The ways for an end to match. `protocols` are those that the rule speaks about. */
export function alternativesOf(side: Side, isDestination: boolean, protocols: ConnectionSet, names: PortNames): readonly Alternative[] {
  const split = side.services !== null && isDestination ? side.services.map((target): Side => ({ ...side, services: [target] })) : [side];
  return split.flatMap((one) => alternativesOfOne(one, isDestination, protocols, names).map((alternative) => {
    const [target] = one.services ?? [];
    return isDestination && target !== undefined ? { ...alternative, on: intersect(alternative.on, target.connections) } : alternative;
  })).filter(({ on, named }) => named !== null || !isEmptySet(on));
}

function alternativesOfOne(side: Side, isDestination: boolean, protocols: ConnectionSet, names: PortNames): readonly Alternative[] {
  const wanted = namesOf(side.ports); const refused = namesOf(side.notPorts);
  const whos = whosOf(side);
  if (wanted.length === 0 && refused.length === 0) return [{ whos, on: onPorts(side, [], []), named: null }];
  if (isDestination && side.notPorts === null && side.services === null) {
    const numbers: readonly Alternative[] = isEmptySet(side.ports?.numbers ?? []) ? [] : [{ whos, on: onPorts(side, [], []), named: null }];
    return [...numbers, { whos: whos.slice(0, 1).map(asDeclaring), on: [], named: wanted.flatMap((name) => namedItems(name, protocols)) }];
  }
  return bySignature(side, wanted, refused, names);
}

/** Only what is an endpoint by its labels declares ports, so no address stands for it here. */
const asDeclaring = (who: Who): Who => byLabel(who, PODS);

const WITH_PORTS = ['TCP', 'UDP', 'SCTP'] as const;

function namedItems(name: string, protocols: ConnectionSet): readonly TrafficItem[] {
  const meant = WITH_PORTS.filter((protocol) => !isEmptySet(intersect(protocols, connections(protocol))));
  return meant.length === WITH_PORTS.length ? [{ kind: 'named', name, protocol: 'any', element: null }] : meant.map((protocol) => ({ kind: 'named', name, protocol, element: null }));
}

/** One way for each combination of ports that the names come to at some endpoint, and one for those that declare none of them. */
function bySignature(side: Side, wanted: readonly string[], refused: readonly string[], names: PortNames): readonly Alternative[] {
  const whos = whosOf(side);
  const [first] = whos;
  const key = names.keyOf(wanted, refused);
  // Only endpoints that the same end's selector picks by their labels lend it their ports.
  const declaring = allOf(PODS, side.labelled?.labels ?? { op: 'all' }, { op: 'exists', key });
  const others: Alternative = { whos: whos.map((who) => ({ ...who, labels: allOf(who.labels, negated(declaring)) })), on: onPorts(side, [], []), named: null };
  if (first === undefined) return [others];
  const declared = names.textsOf(wanted, refused).map((text): Alternative => {
    const [own = '', lacking = ''] = text.split('|');
    return { whos: [{ ...first, labels: allOf(declaring, { op: 'in', key, values: [text] }, first.labels) }], on: onPorts(side, portLanes(own), portLanes(lacking)), named: null };
  });
  return [...declared, others];
}
