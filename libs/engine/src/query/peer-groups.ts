import type { Asked } from './asked.ts';
import type { Peer } from './answers.ts';
import { standingOf, type Standing } from './caveats.ts';
import { endsOf, type Ends } from './ends.ts';
import type { View } from '../compile/view.ts';
import type { Endpoint } from '../model/firewalls.ts';
import type { Grouping } from '../model/question.ts';

/** Endpoints that stand in one row of a list. */
export interface PeerGroup {
  readonly peer: Peer;
  readonly ends: Ends;
  /** Equal for groups that have the same classes with the same weights, and so the same answers. */
  readonly signature: number;
  readonly hasHost: boolean;
  readonly standing: Standing;
}

export interface PeerGroups {
  /** By namespace, then reference, byte by byte. */
  readonly groups: readonly PeerGroup[];
  /** Position in `groups` by endpoint. */
  readonly ofEndpoint: Int32Array;
}

const cached = new WeakMap<View, Map<Grouping, PeerGroups>>();

/** The endpoints of a view in groups. `asked` is given where they are destinations; a question by name needs groups of its own. */
export function groupPeers(view: View, groupBy: Grouping, asked: Asked | null): PeerGroups {
  if (asked?.traffic?.kind === 'named') return build(view, groupBy, asked);
  let byGrouping = cached.get(view);
  if (byGrouping === undefined) {
    byGrouping = new Map();
    cached.set(view, byGrouping);
  }
  let groups = byGrouping.get(groupBy);
  if (groups === undefined) {
    groups = build(view, groupBy, null);
    byGrouping.set(groupBy, groups);
  }
  return groups;
}

function build(view: View, groupBy: Grouping, asked: Asked | null): PeerGroups {
  const members = new Map<string, number[]>();
  for (const [index, endpoint] of view.firewalls.endpoints.entries()) {
    const ref = refOf(endpoint, groupBy);
    const list = members.get(ref);
    if (list === undefined) members.set(ref, [index]); else list.push(index);
  }
  const signatures = new Map<string, number>();
  const groups = [...members].map(([ref, endpoints]): PeerGroup => {
    const ends = endsOf(view, endpoints, asked);
    const content = ends.classes.map(({ slot, named, weight }) => `${String(slot)}/${String(named ?? '')}*${String(weight)}`).join(',');
    let signature = signatures.get(content);
    if (signature === undefined) {
      signature = signatures.size;
      signatures.set(content, signature);
    }
    return {
      peer: peerOf(view, ref, endpoints, groupBy), ends, signature,
      hasHost: ends.classes.some(({ slot }) => view.classes.traits[slot]!.isHost), standing: standingOf(view, endpoints),
    };
  }).sort((a, b) => compare(a.peer.namespace, b.peer.namespace) || compare(a.peer.ref, b.peer.ref));
  const ofEndpoint = new Int32Array(view.firewalls.endpoints.length);
  for (const [position, { ends }] of groups.entries()) for (const endpoint of ends.endpoints) ofEndpoint[endpoint] = position;
  return { groups, ofEndpoint };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function refOf(endpoint: Endpoint, groupBy: Grouping): string {
  switch (groupBy) {
    case 'pod': return endpoint.ref;
    case 'workload': return endpoint.workload;
    case 'owner': return endpoint.owner;
    case 'namespace': return endpoint.namespace === '' ? endpoint.ref : `ns:${endpoint.namespace}`;
  }
}

const KINDS = { pod: 'pod', workload: 'workload', node: 'node', name: 'name', identity: 'name' } as const;

function peerOf(view: View, ref: string, endpoints: readonly number[], groupBy: Grouping): Peer {
  const first = view.firewalls.endpoints.at(endpoints[0]!)!;
  const kind = ref === first.ref ? KINDS[first.kind] : groupBy === 'namespace' ? 'namespace' : 'workload';
  return { ref, kind, namespace: first.namespace, pods: endpoints.reduce((sum, index) => sum + view.firewalls.endpoints.at(index)!.pods, 0), range: null };
}
