import { anyOf, MATCH_ALL, MATCH_NONE, type LabelExpression } from '../../model/label-expression.ts';
import { CLUSTER_KEY, POD_KEY, reservedKey } from './label-keys.ts';
import type { Peers, PeerWorld } from './peers.ts';
import { peersOf } from './peers.ts';
import type { CiliumSettings } from './settings.ts';

const reserved = (...names: readonly string[]): LabelExpression => anyOf(...names.map((name): LabelExpression => ({ op: 'exists', key: reservedKey(name) })));
const IN_CLUSTER = ['host', 'remote-node', 'init', 'ingress', 'health', 'unmanaged', 'kube-apiserver'];

function entityExpression(entity: string, { clusterName }: CiliumSettings): LabelExpression {
  switch (entity) {
    case 'all': return MATCH_ALL;
    case 'none': return MATCH_NONE;
    case 'world': return reserved('world', 'world-ipv4', 'world-ipv6');
    case 'cluster': return anyOf(reserved(...IN_CLUSTER), { op: 'in', key: CLUSTER_KEY, values: [clusterName] });
    case 'cluster-mesh': return anyOf(reserved(...IN_CLUSTER), { op: 'exists', key: POD_KEY });
    default: return reserved(entity);
  }
}

/** The peers of an entity. */
export function entityPeers(entity: string, settings: CiliumSettings, world: PeerWorld, element: number): Peers {
  return entity === 'all' ? 'any' : peersOf(entityExpression(entity, settings), world, element);
}
