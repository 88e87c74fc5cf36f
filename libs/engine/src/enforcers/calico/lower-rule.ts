import { ALL_ADDRESSES, intersectAddresses, isNoAddress, NO_ADDRESSES, type AddressSet } from '../../model/address.ts';
import { ALL, connections, equalSets, intersect, isEmptySet, ofFamilies, subtract, union, type ConnectionSet, type FamilyMask, type IpFamily } from '../../model/connection-set.ts';
import type { Direction, PeerCondition, Rule, TrafficItem } from '../../model/firewalls.ts';
import { allOf, anyOf, expressionText, type LabelExpression } from '../../model/label-expression.ts';
import { policyOrigin } from './policy-origin.ts';
import type { BackendPolicy, BackendRule } from './backend.ts';
import type { DerivedKeys } from './derived-keys.ts';
import { negated } from './selectors.ts';
import { alternativesOf, type Alternative, type PortNames, type Who } from './sides.ts';

/** What rules are lowered against. */
export interface RuleWorld { readonly derived: DerivedKeys; readonly names: PortNames }

type Head = Omit<Rule, 'own' | 'peers' | 'traffic' | 'sourcePorts'>;

/** The rules that one rule of a policy comes to, all with its action, so that their order says nothing. `own` is whose firewall it is, beside what the rule asks of that end. */
export function lowerRule({ document }: BackendPolicy, rule: BackendRule, direction: Direction, own: LabelExpression, world: RuleWorld): readonly Rule[] {
  const head: Head = {
    action: rule.action, certainty: 'certain', role: 'rule', origin: policyOrigin(document, rule.pointer, rule.index, rule.name), ...(rule.condition !== null && { condition: rule.condition }),
  };
  if (rule.kind === 'peers') return [{ ...head, own, peers: rule.peers, traffic: rule.traffic }];
  const sources = alternativesOf(rule.source, false, rule.connections, world.names);
  const destinations = alternativesOf(rule.destination, true, rule.connections, world.names);
  return sources.flatMap((source) => destinations.flatMap((destination) => {
    const [mine, theirs] = direction === 'ingress' ? [destination, source] : [source, destination];
    return ownByFamily(mine.whos, own, rule.families, world.derived).flatMap(({ labels, families }) => comingFrom(source.on, intersect(rule.connections, ofFamilies(families)), destination)
      .map(({ traffic, sourcePorts }): Rule => ({
        ...head, own: labels, traffic, peers: peersOf(theirs.whos, destination.named === null ? 3 : families), ...(sourcePorts !== null && { sourcePorts, certainty: 'uncertain', code: 'DEPENDS_ON_SOURCE_PORT' }),
      })));
  }));
}

/** What the rule asks of the own end, which has addresses of a family or has not. */
function ownByFamily(whos: readonly Who[], own: LabelExpression, families: FamilyMask, derived: DerivedKeys): readonly { readonly labels: LabelExpression; readonly families: FamilyMask }[] {
  const inFamily = (family: IpFamily): LabelExpression => allOf(own, anyOf(...whos.map(({ labels, inside, outside }) => allOf(
    labels, inside === null ? { op: 'all' } : derived.address(inside, family), outside === null ? { op: 'all' } : negated(derived.address(outside, family)),
  ))));
  const [four, six] = [inFamily(4), inFamily(6)];
  const all = families === 3 && expressionText(four) === expressionText(six) ? [{ labels: four, families }] : [
    ...((families & 1) === 0 ? [] : [{ labels: four, families: 1 as const }]), ...((families & 2) === 0 ? [] : [{ labels: six, families: 2 as const }]),
  ];
  return all.filter(({ labels }) => labels.op !== 'none');
}

const FAMILY_ADDRESSES: Readonly<Record<FamilyMask, AddressSet>> = { 0: NO_ADDRESSES, 1: { ...ALL_ADDRESSES, ipv6: [] }, 2: { ...ALL_ADDRESSES, ipv4: [] }, 3: ALL_ADDRESSES };

/** In some families only, where the traffic does not say so itself: a peer is addressed in the family of the connection. */
function peersOf(whos: readonly Who[], families: FamilyMask): 'any' | readonly PeerCondition[] {
  const conditions = whos.flatMap(({ labels, inside, outside }): readonly PeerCondition[] => {
    const within = families === 3 ? inside : intersectAddresses(inside ?? ALL_ADDRESSES, FAMILY_ADDRESSES[families]);
    if (labels.op === 'none' || (within !== null && isNoAddress(within))) return [];
    const isOpen = labels.op === 'all' && within === null && outside === null;
    return [{ ...((labels.op !== 'all' || isOpen) && { labels }), ...(within !== null && { inside: within }), ...(outside !== null && { outside }), element: null }];
  });
  return conditions.some(({ labels, inside, outside }) => labels?.op === 'all' && inside === undefined && outside === undefined) ? 'any' : conditions;
}

interface Coming { readonly traffic: 'any' | readonly TrafficItem[]; readonly sourcePorts: readonly number[] | null }

const WITH_PORTS = ['TCP', 'UDP', 'SCTP'] as const;

/** The traffic of a rule, apart by the ports that it has to come from where those differ by protocol. */
function comingFrom(on: ConnectionSet, base: ConnectionSet, { on: wanted, named }: Alternative): readonly Coming[] {
  const parts: { lanes: ConnectionSet; readonly ports: readonly number[] | null }[] = [{ lanes: intersect(base, withoutPorts(on)), ports: null }];
  for (const protocol of WITH_PORTS) {
    const lane = intersect(base, connections(protocol));
    const ports = portsOf(intersect(on, connections(protocol, undefined, undefined, 4)), protocol);
    if (isEmptySet(lane) || ports?.length === 0) continue;
    const same = parts.find((part) => (part.ports === null ? ports === null : ports !== null && equalSets(part.ports, ports)));
    if (same === undefined) parts.push({ lanes: lane, ports }); else same.lanes = union(same.lanes, lane);
  }
  return parts.flatMap(({ lanes, ports }): readonly Coming[] => {
    const traffic = named === null ? fixed(intersect(lanes, wanted)) : named.flatMap((item) => namedOn(item, lanes));
    return traffic !== 'any' && traffic.length === 0 ? [] : [{ traffic, sourcePorts: ports }];
  });
}

/** A named port on those protocols that are left. */
function namedOn(item: TrafficItem, lanes: ConnectionSet): readonly TrafficItem[] {
  if (item.kind === 'fixed') return [item];
  const left = WITH_PORTS.filter((protocol) => (item.protocol === 'any' || item.protocol === protocol) && !isEmptySet(intersect(lanes, connections(protocol))));
  return item.protocol === 'any' && left.length === WITH_PORTS.length ? [item] : left.map((protocol) => ({ ...item, protocol }));
}

/** What has no ports at all, as far as the end lets it through. */
const withoutPorts = (on: ConnectionSet): ConnectionSet => subtract(on, WITH_PORTS.map((protocol) => connections(protocol)).reduce(union, []));

/** Ports of one protocol as closed intervals; null for all of them. */
function portsOf(lane: ConnectionSet, protocol: (typeof WITH_PORTS)[number]): readonly number[] | null {
  const all = connections(protocol, undefined, undefined, 4);
  if (equalSets(lane, all)) return null;
  const offset = (all[0] ?? 1) - 1;
  // Sets of connections have no port 0; as a source it goes with port 1.
  return lane.map((slot, index) => (index === 0 && slot === offset + 1 ? 0 : slot - offset));
}

const fixed = (set: ConnectionSet): 'any' | readonly TrafficItem[] => (equalSets(set, ALL) ? 'any' : isEmptySet(set) ? [] : [{ kind: 'fixed', connections: set, element: null }]);
