import { allOf, type LabelExpression } from '../../model/label-expression.ts';
import type { LabelSelector } from '../../model/manifest/label-selector.ts';
import type { CiliumCidrRule, CiliumFqdn, CiliumService } from '../../policies/cilium/manifest.ts';
import { cidrPeers, cidrRulePeers } from './cidr-peers.ts';
import { entityPeers } from './entities.ts';
import { fqdnPattern } from './fqdn.ts';
import { fqdnKey } from './label-keys.ts';
import { peersOf, unitePeers, UNNAMED, type Peers } from './peers.ts';
import { nodePeerExpression, peerExpression, type SelectorPlace } from './selectors.ts';
import { isAtLeast, NODES_SINCE } from './version.ts';
import { servicePeers, type ServiceWorld } from './service-peers.ts';

/** The peers of one element: those that are sure, and those that depend on what names resolve to. */
export interface ElementPeers { readonly peers: Peers; readonly dependOnDns?: Peers }

export interface ElementPlace extends SelectorPlace {
  readonly direction: 'from' | 'to'; readonly isDeny: boolean; readonly hasTraffic: boolean;
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
  if (selectors) return united(selectors.map((selector, index) => peersOf(allOf(peerExpression(selector, place), place.required), world, index)));
  const nodes = listOf('Nodes') as readonly LabelSelector[] | null;
  if (nodes) return united(nodes.map((selector, index) => peersOf(nodePeerExpression(selector, world.settings), world, index)));
  const entities = listOf('Entities') as readonly string[] | null;
  if (entities) return united(entities.map((entity, index) => entityPeers(entity, world.settings, world, index)));
  const cidrs = listOf('CIDR') as readonly string[] | null;
  if (cidrs) return united(cidrs.map((cidr, index) => cidrPeers(cidr, [], index, world)));
  const cidrSet = listOf('CIDRSet') as readonly CiliumCidrRule[] | null;
  if (cidrSet) return united(cidrSet.map((rule, index) => cidrRulePeers(rule, index, world)));
  return openPeers(listOf, place, world);
}

/** Kinds whose unresolved or empty list counts as none given: then ports alone speak about everybody. */
function openPeers(listOf: (kind: string) => readonly unknown[] | null, { isDeny, hasTraffic, required }: ElementPlace, world: ServiceWorld): ElementPeers | null {
  const everybody: ElementPeers | null = hasTraffic ? { peers: 'any' } : null;
  if ((listOf('Groups') ?? []).length > 0) return NOBODY;
  const names = (listOf('FQDNs') ?? []) as readonly CiliumFqdn[];
  if (names.length > 0) {
    return {
      peers: names.map((name, element) => ({ labels: { op: 'exists', key: fqdnKey(fqdnPattern(name)) }, element })),
      dependOnDns: [{ labels: UNNAMED, element: null }],
    };
  }
  const services = (isDeny ? [] : listOf('Services') ?? []) as readonly CiliumService[];
  const resolved = services.flatMap((service, index): readonly Peers[] => { const peers = servicePeers(service, index, required, world); return peers === null ? [] : [peers]; });
  return resolved.length === 0 ? everybody : { peers: unitePeers(resolved) };
}
