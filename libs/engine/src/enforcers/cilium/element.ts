import type { Caveat, PeerCondition } from '../../model/firewalls.ts';
import { allOf, type LabelExpression } from '../../model/label-expression.ts';
import type { LabelSelector } from '../../model/manifest/label-selector.ts';
import type { CiliumCidrRule, CiliumFqdn, CiliumService } from '../../policies/cilium/manifest.ts';
import { cidrPeers, cidrRulePeers, missedByCidr, type Missed } from './cidr-peers.ts';
import { entityPeers } from './entities.ts';
import { fqdnPattern } from './fqdn.ts';
import { fqdnKey } from './label-keys.ts';
import { EMPTY_GROUP_SELECTOR, NAMES_NOT_LEARNED, NEGATIVE_SELECTOR, NOTHING_RESOLVED, SERVICES_IN_DENY } from './notes.ts';
import { peersOf, unitePeers, UNNAMED, type Peers } from './peers.ts';
import { isPurelyNegative, nodePeerExpression, peerExpression, PODS, type SelectorPlace } from './selectors.ts';
import { isAtLeast, NODES_SINCE } from './version.ts';
import { servicePeers, type ServiceWorld } from './service-peers.ts';

/** The peers of one element: those that are sure, those that depend on what names resolve to, and where they are not what the documentation says. */
export interface ElementPeers {
  readonly peers: Peers;
  readonly dependOnDns?: Peers;
  /** Taken beyond what is documented. */
  readonly departing?: { readonly peers: Peers; readonly note: Caveat };
  /** Documented and not taken. */
  readonly missed?: Missed;
}

export interface ElementPlace extends SelectorPlace {
  readonly direction: 'from' | 'to'; readonly isDeny: boolean; readonly hasTraffic: boolean;
  /** Whether the rule asks for a default deny. */
  readonly isAsking: boolean;
  /** What peers must be that are selected by label. */
  readonly required: LabelExpression;
}

type Element = Readonly<Record<string, unknown>>;

const NOBODY: ElementPeers = { peers: [] };
/** Kinds whose empty list takes nobody. */
const CLOSED = ['Endpoints', 'Nodes', 'Entities', 'CIDR', 'CIDRSet'];

/** Null where the element says nothing at all: neither peers nor ports. */
export function elementPeers(element: Element, place: ElementPlace, world: ServiceWorld): ElementPeers | null {
  const listOf = (kind: string): readonly unknown[] | null => (kind === 'Nodes' && !isAtLeast(place.settings.version, NODES_SINCE) ? null : (element[`${place.direction}${kind}`] ?? null) as readonly unknown[] | null);
  if (CLOSED.some((kind) => listOf(kind)?.length === 0)) return NOBODY;
  const united = (lists: readonly Peers[]): ElementPeers => ({ peers: unitePeers(lists) });
  const selectors = listOf('Endpoints') as readonly LabelSelector[] | null;
  if (selectors) return selected(selectors.map((selector) => allOf(peerExpression(selector, place), place.required)), world);
  const nodes = listOf('Nodes') as readonly LabelSelector[] | null;
  if (nodes) return united(nodes.map((selector, index) => peersOf(nodePeerExpression(selector, world.settings), world, index)));
  const entities = listOf('Entities') as readonly string[] | null;
  if (entities) return united(entities.map((entity, index) => entityPeers(entity, world.settings, world, index)));
  const cidrs = listOf('CIDR') as readonly string[] | null;
  if (cidrs) return withMissed(united(cidrs.map((cidr, index) => cidrPeers(cidr, [], index, world))), cidrs.map((cidr) => ({ cidr })), world);
  const cidrSet = listOf('CIDRSet') as readonly CiliumCidrRule[] | null;
  if (cidrSet) return withMissed(cidrSetPeers(cidrSet, world), cidrSet, world);
  return openPeers(listOf, place, world);
}

/** Pods by label; a selector without a positive requirement takes more than the pods that it means. */
function selected(expressions: readonly LabelExpression[], world: ServiceWorld): ElementPeers {
  const isNegative = expressions.some(isPurelyNegative);
  const peers = unitePeers(expressions.map((expression, index) => peersOf(isPurelyNegative(expression) ? allOf(PODS, expression) : expression, world, index)));
  return { peers, ...(isNegative && { departing: { peers: 'any', note: NEGATIVE_SELECTOR } }) };
}

function cidrSetPeers(rules: readonly CiliumCidrRule[], world: ServiceWorld): ElementPeers {
  const lists = rules.map((rule, index) => cidrRulePeers(rule, index, world));
  const peers = unitePeers(lists.filter((list) => list !== 'any'));
  return lists.includes('any') ? { peers, departing: { peers: 'any', note: EMPTY_GROUP_SELECTOR } } : { peers };
}

function withMissed(found: ElementPeers, rules: readonly CiliumCidrRule[], world: ServiceWorld): ElementPeers {
  const missed = missedByCidr(rules, world);
  return missed === null ? found : { ...found, missed };
}

/** Kinds whose unresolved or empty list counts as none given: then ports alone speak about everybody. */
function openPeers(listOf: (kind: string) => readonly unknown[] | null, { isDeny, hasTraffic, required }: ElementPlace, world: ServiceWorld): ElementPeers | null {
  if ((listOf('Groups') ?? []).length > 0) return NOBODY;
  const names = (listOf('FQDNs') ?? []) as readonly CiliumFqdn[];
  if (names.length > 0) {
    const peers: Peers = names.map((name, element) => ({ labels: { op: 'exists', key: fqdnKey(fqdnPattern(name)) }, element }));
    const unnamed: readonly PeerCondition[] = [{ labels: UNNAMED, element: null }];
    return world.learnsNames ? { peers, dependOnDns: unnamed } : { peers, missed: { peers: unnamed, note: NAMES_NOT_LEARNED } };
  }
  const services = (isDeny ? [] : listOf('Services') ?? []) as readonly CiliumService[];
  const resolved = services.flatMap((service, index): readonly Peers[] => { const peers = servicePeers(service, index, required, world); return peers === null ? [] : [peers]; });
  if (resolved.length > 0) return { peers: unitePeers(resolved) };
  if (!hasTraffic) return null;
  const isMeantForSome = ['Groups', 'FQDNs', 'Services'].some((kind) => listOf(kind) !== null);
  return isMeantForSome ? { peers: [], departing: { peers: 'any', note: isDeny ? SERVICES_IN_DENY : NOTHING_RESOLVED } } : { peers: 'any' };
}
