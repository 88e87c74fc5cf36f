import type { Asked } from './asked.ts';
import type { Peer } from './answers.ts';
import { standings, type Standing } from './caveats.ts';
import { endsOf, type Ends } from './ends.ts';
import { createTrie } from '../compile/trie.ts';
import type { View } from '../compile/view.ts';
import type { EndpointColumns } from '../model/endpoints/columns.ts';
import { isEndpointTable, podsAt } from '../model/endpoints/table.ts';
import { textAt } from '../model/endpoints/texts.ts';
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
const byNames = new WeakMap<Asked['sets'], Map<Grouping, PeerGroups>>();

/** The endpoints of a view in groups. `asked` is given where they are destinations, which a question by name tells apart further. */
export function groupPeers(view: View, groupBy: Grouping, asked: Asked | null): PeerGroups {
  const groups = remembered(cached, view, groupBy, () => build(view, groupBy));
  return asked?.traffic?.kind === 'named' ? remembered(byNames, asked.sets, groupBy, () => byName(view, groups, asked)) : groups;
}

function remembered<K extends object>(known: WeakMap<K, Map<Grouping, PeerGroups>>, key: K, groupBy: Grouping, make: () => PeerGroups): PeerGroups {
  let byGrouping = known.get(key);
  if (byGrouping === undefined) {
    byGrouping = new Map();
    known.set(key, byGrouping);
  }
  let groups = byGrouping.get(groupBy);
  if (groups === undefined) {
    groups = make();
    byGrouping.set(groupBy, groups);
  }
  return groups;
}

function build(view: View, groupBy: Grouping): PeerGroups {
  const signatures = createSignatures(); const standingIn = standings(view);
  const groups = [...membersOf(view, groupBy)].map(([ref, endpoints]): PeerGroup => {
    const ends = endsOf(view, endpoints, null);
    return {
      peer: peerOf(view, ref, endpoints, groupBy), ends, signature: signatures(ends),
      hasHost: ends.classes.some(({ slot }) => view.classes.traits[slot]!.isHost), standing: standingIn(endpoints),
    };
  }).sort((a, b) => compare(a.peer.namespace, b.peer.namespace) || compare(a.peer.ref, b.peer.ref));
  const ofEndpoint = new Int32Array(view.firewalls.endpoints.length);
  for (const [position, { ends }] of groups.entries()) for (const endpoint of ends.endpoints) ofEndpoint[endpoint] = position;
  return { groups, ofEndpoint };
}

/** The same groups as destinations that resolve a name. */
function byName(view: View, { groups, ofEndpoint }: PeerGroups, asked: Asked): PeerGroups {
  const signatures = createSignatures();
  return { ofEndpoint, groups: groups.map((group) => { const ends = endsOf(view, group.ends.endpoints, asked); return { ...group, ends, signature: signatures(ends) }; }) };
}

function createSignatures(): (ends: Ends) => number {
  const contents = createTrie(); const root = contents.root(); const numbers = new Map<number, number>();
  return ({ classes }) => {
    let node = root;
    for (const { slot, named, weight } of classes) node = contents.step(contents.step(contents.step(node, slot), named ?? 0), weight);
    const number = numbers.get(node) ?? numbers.size;
    numbers.set(node, number);
    return number;
  };
}

/** Endpoints by the reference of their group. */
function membersOf(view: View, groupBy: Grouping): ReadonlyMap<string, readonly number[]> {
  const members = new Map<string, number[]>(); const { endpoints } = view.firewalls;
  const refAt = isEndpointTable(endpoints) ? refsIn(endpoints.columns, groupBy) : (index: number): string => refOf(endpoints.at(index)!, groupBy);
  for (let index = 0; index < endpoints.length; index += 1) {
    const ref = refAt(index); const list = members.get(ref);
    if (list === undefined) members.set(ref, [index]); else list.push(index);
  }
  return members;
}

/** {@link refOf} without making the endpoint; a text that many share is read once. */
function refsIn({ refs, words, workloads, owners, namespaces }: EndpointColumns, groupBy: Grouping): (index: number) => string {
  const known: string[] = [];
  if (groupBy === 'pod') return (index) => textAt(refs, index);
  if (groupBy === 'namespace') return (index) => { const namespace = namespaces[index]!; const ref = known[namespace] ??= `ns:${textAt(words, namespace)}`; return ref === 'ns:' ? textAt(refs, index) : ref; };
  const column = groupBy === 'workload' ? workloads : owners;
  return (index) => { const word = column[index]!; return word < 0 ? textAt(refs, index) : known[word] ??= textAt(words, word); };
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
  return { ref, kind, namespace: first.namespace, pods: endpoints.reduce((sum, index) => sum + podsAt(view.firewalls.endpoints, index), 0), range: null };
}
