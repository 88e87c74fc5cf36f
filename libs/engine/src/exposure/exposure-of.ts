import { EMPTY, isEmptySet, subtract, union, type ConnectionSet } from '../model/connection-set.ts';
import { NO_ADDRESSES } from '../model/address.ts';
import type { View } from '../compile/view.ts';
import type { Direction } from '../model/firewalls.ts';
import { groupedBy } from '../model/grouped-by.ts';
import type { Grouping, Selection, TrafficQuestion } from '../model/question.ts';
import type { Reachability, Verdict } from '../model/verdict.ts';
import type { Peer } from '../query/answers.ts';
import { canReach } from '../query/can-reach.ts';
import type { Ends } from '../query/ends.ts';
import { reachableFrom, whoCanReach } from '../query/set-questions.ts';
import type { Snapshot } from '../resources/snapshot.ts';
import type { BlockedPath, ExposureAnswer, ExposureFront, ExposureItem, ExposurePath } from './answers.ts';
import { entryOf, joinFound, type Entry, type Found, type Sender } from './entry.ts';
import { gatewayEntries } from './gateway-entries.ts';
import { ingressEntries } from './ingress-entries.ts';
import { hostMembers, hostPortEntries } from './pod-entries.ts';
import { routeEntries } from './route-entries.ts';
import { sceneOf, type Scene } from './scene.ts';
import { createSenders } from './senders.ts';
import { fromInternet, serviceEntries } from './service-entries.ts';

/** Which side of the cluster's border is asked about, and how rows are grouped. */
export interface ExposureQuestion { readonly direction: Direction; readonly groupBy: Grouping }

type Sets = Pick<Reachability, 'allowed' | 'partial' | 'undecided'>;

/**
 * What the outside can reach and through what (`ingress`), or what can reach the internet (`egress`), both as far as
 * policies let it. Nodes are no rows. A way through an ingress controller or a gateway is answered from the
 * controller's own pods where they are found, else from a pod of which nothing is known, and says which.
 * Costs one set question and one question for each way and row.
 */
export function exposureOf(view: View, snapshot: Snapshot<unknown>, { direction, groupBy }: ExposureQuestion): ExposureAnswer {
  const scene = sceneOf(view, snapshot, groupBy);
  const { caveats } = view.firewalls;
  if (direction === 'egress') return { direction, items: outwards(scene, groupBy), blocked: [], deadEnds: [], caveats };
  const { entries, deadEnds } = waysIn(scene);
  const { paths, blocked } = judgeEntries(scene, entries);
  for (const [peer, direct] of directPaths(scene, groupBy)) append(paths, peer, direct);
  const items = scene.peers.groups.flatMap(({ peer, ends }) => { const via = paths.get(peer); return via === undefined ? [] : [{ peer, via, ...bestOf(via), universe: universeOf(scene.view, ends) }]; });
  return { direction, items, blocked, deadEnds, caveats };
}

function outwards({ view, internet }: Scene, groupBy: Grouping): readonly ExposureItem[] {
  return whoCanReach(view, { to: internet, traffic: null, groupBy }).filter(({ peer }) => isListed(peer))
    .map(({ peer, reachability: { verdict, allowed, partial, undecided, universe } }) => ({ peer, via: [], verdict, allowed, partial, undecided, universe }));
}

const isListed = ({ kind }: Peer): boolean => kind !== 'range' && kind !== 'node';

function waysIn(scene: Scene): Found {
  const senders = createSenders(scene);
  const pods: Found = { entries: hostPortEntries(scene), deadEnds: [] };
  return joinFound([serviceEntries(scene), ingressEntries(scene, senders), gatewayEntries(scene, senders), routeEntries(scene, senders), pods]);
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]); else list.push(value);
}

/** Each way cut to what policies let in, by row; those that nothing is let in on are told apart. */
function judgeEntries(scene: Scene, entries: readonly Entry[]): { readonly paths: Map<Peer, ExposurePath[]>; readonly blocked: readonly BlockedPath[] } {
  const paths = new Map<Peer, ExposurePath[]>(); const blocked: BlockedPath[] = [];
  const ask = askOnce(scene);
  for (const { front, sender, targets } of entries) {
    for (const [peer, part] of byPeer(scene, targets)) {
      const path = pathOf(front, [...groupedBy(part, ([, set]) => set.join(','))].map(([, same]) => ask(sender, same.map(([index]) => index), same[0]?.[1] ?? EMPTY)));
      if (path.verdict === 'DENIED') blocked.push({ peer, front }); else append(paths, peer, path);
    }
  }
  return { paths, blocked };
}

function byPeer({ peers }: Scene, targets: Entry['targets']): readonly (readonly [Peer, readonly (readonly [number, ConnectionSet])[]])[] {
  const grouped = groupedBy(targets, ([index]) => peers.ofEndpoint[index] ?? -1);
  return [...grouped].sort(([a], [b]) => a - b).flatMap(([position, part]) => { const peer = peers.groups[position]?.peer; return peer === undefined ? [] : [[peer, part] as const]; });
}

/** A load balancer, a node port and an external address of one Service are one question. */
function askOnce({ view }: Scene): (sender: Sender, endpoints: readonly number[], set: ConnectionSet) => Reachability {
  const known = new Map<string, Reachability>();
  return ({ selection }, endpoints, set) => {
    const key = `${selection.ref} ${endpoints.join(',')} ${set.join(',')}`;
    let answer = known.get(key);
    if (answer === undefined) {
      const to: Selection = { ref: '', endpoints: [...endpoints].sort((a, b) => a - b), external: NO_ADDRESSES, caveats: [] };
      const traffic: TrafficQuestion = { kind: 'fixed', connections: set, text: '' };
      answer = canReach(view, { from: selection, to, traffic });
      known.set(key, answer);
    }
    return answer;
  };
}

function pathOf(front: ExposureFront, answers: readonly Reachability[]): ExposurePath {
  return { ...front, verdict: answers.map(({ verdict }) => verdict).reduce(together), ...joined(answers) };
}

/** Of some pods one and of others another answer. */
const together = (a: Verdict, b: Verdict): Verdict => (a === b ? a : a === 'UNKNOWN' || b === 'UNKNOWN' ? (a === 'DENIED' || b === 'DENIED' ? 'UNKNOWN' : 'PARTIAL') : 'PARTIAL');

/** The best of several answers, port by port. */
function joined(answers: readonly Sets[]): Sets {
  const allowed = answers.map((answer) => answer.allowed).reduce(union, EMPTY);
  const partial = subtract(answers.map((answer) => answer.partial).reduce(union, EMPTY), allowed);
  return { allowed, partial, undecided: subtract(subtract(answers.map((answer) => answer.undecided).reduce(union, EMPTY), allowed), partial) };
}

const RANK: readonly Verdict[] = ['ALLOWED', 'PARTIAL', 'UNKNOWN', 'DENIED'];

function bestOf(via: readonly ExposurePath[]): Pick<ExposureItem, 'verdict'> & Sets {
  return { verdict: via.map((path) => path.verdict).reduce((a, b) => (RANK.indexOf(a) <= RANK.indexOf(b) ? a : b)), ...joined(via) };
}

/** What can be asked of some endpoints: what the enforcer models, in the families that any of them has. */
function universeOf({ axis, sets, universes }: View, { classes }: Ends): ConnectionSet {
  let families = 0;
  for (const { slot } of classes) families |= axis.families[slot] ?? 0;
  const universe = universes[families];
  return universe === undefined ? EMPTY : sets.setOf(universe);
}

/**
 * What is left when somebody routes to the addresses of pods, and the network of nodes: pods on it stand in the open
 * whatever Services there are.
 */
function* directPaths(scene: Scene, groupBy: Grouping): Iterable<readonly [Peer, ExposurePath]> {
  const hosts = hostMembers(scene); const { view, internet, peers } = scene;
  const sender = fromInternet(scene);
  const fronts = { host: entryOf({ kind: 'HOST_NETWORK' }, sender, new Map()).front, direct: entryOf({ kind: 'DIRECT_CIDR' }, sender, new Map()).front };
  const plain = new Map(reachableFrom(view, { from: internet, traffic: null, groupBy }).map(({ peer, reachability }) => [peer.ref, reachability]));
  for (const { peer, ends } of peers.groups) {
    if (!isListed(peer)) continue;
    const parts: ReadonlyMap<'host' | 'direct', readonly number[]> = hosts.size > 0 && ends.endpoints.some((index) => hosts.has(index))
      ? groupedBy(ends.endpoints, (index) => (hosts.has(index) ? 'host' : 'direct')) : new Map([['direct', ends.endpoints]]);
    for (const [kind, endpoints] of parts) {
      const answer = parts.size === 1 ? plain.get(peer.ref) : canReach(view, { from: internet, to: { ref: '', endpoints, external: NO_ADDRESSES, caveats: [] }, traffic: null });
      if (answer !== undefined && !isNothing(answer)) yield [peer, { ...fronts[kind], verdict: answer.verdict, allowed: answer.allowed, partial: answer.partial, undecided: answer.undecided }];
    }
  }
}

const isNothing = ({ allowed, partial, undecided }: Sets): boolean => isEmptySet(allowed) && isEmptySet(partial) && isEmptySet(undecided);
