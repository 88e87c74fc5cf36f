import { rangesOf, rangeText, uniteAddresses, type AddressSet } from '../model/address.ts';
import type { Finding } from '../model/diagnostic.ts';
import type { Origin, PeerCondition } from '../model/firewalls.ts';
import { elementPointer, findingOf, PEER_LISTS } from './report.ts';
import type { PlacedRule, Scene } from './scene.ts';
import { listWords, placedText } from './words.ts';

/** Blocks of at most so many addresses were surely meant for what they hold. */
const FEW_ADDRESSES = 256n;

/** Blocks that hold addresses of pods: those are short-lived, and whether a block matches a pod depends on the plugin (IP-4 to IP-6). */
export function* podAddresses(scene: Scene): Iterable<Finding> {
  const podsIn = countPods(scene);
  for (const placed of scene.rules) {
    const { peers, origin, role } = placed.rule;
    if (peers === 'any' || origin === null || role !== 'rule' || placed.own.length === 0) continue;
    for (const peer of peers) {
      const pods = peer.inside === undefined || peer.labels !== undefined ? 0 : podsIn(peer.inside);
      const finding = peer.inside === undefined || pods === 0 ? null : covering(scene, placed, origin, { ...peer, inside: peer.inside, pods });
      if (finding !== null) yield finding;
    }
  }
}

function covering(scene: Scene, placed: PlacedRule, culprit: Origin, { inside, except, element, pods }: PeerCondition & { readonly inside: AddressSet; readonly pods: number }): Finding | null {
  const block = except === undefined ? inside : uniteAddresses(inside, except);
  const isNarrow = sizeOf(block) <= FEW_ADDRESSES;
  // Ordered tiers say outright that networks match pods (AN-15).
  if (!isNarrow && placed.tier.reading === 'first-match') return null;
  const who = `The block ${listWords(rangesOf(block).map(rangeText))} of ${placedText(placed)} holds the ${pods === 1 ? 'address of 1 pod' : `addresses of ${String(pods)} pods`}`;
  return findingOf(scene, {
    code: 'IPBLOCK_COVERS_PODS', severity: isNarrow ? 'low' : 'info', culprit, pointer: elementPointer(scene, culprit, PEER_LISTS, element),
    message: isNarrow
      ? `${who}, which the next restart may change. Select pods by their labels.`
      : `${who}; some plugins match pods by it and some do not. If only addresses outside the cluster were meant, except the pods' addresses.`,
  });
}

const sizeOf = (set: AddressSet): bigint => rangesOf(set).reduce((sum, { first, last }) => sum + BigInt(last) - BigInt(first) + 1n, 0n);

/** How many pods have an address in a set that rules name; O(classes * sets that hold their addresses) once. */
function countPods({ prepared: { classes, atoms }, members, firewalls }: Scene): (set: AddressSet) => number {
  const counts: number[] = [];
  for (const [id, { addresses, isHost }] of classes.traits.entries()) {
    if (isHost || addresses.length === 0) continue;
    const pods = (members[id] ?? []).reduce((sum, endpoint) => sum + (firewalls.endpoints.at(endpoint)?.pods ?? 0), 0);
    for (const set of new Set(addresses.flatMap((external) => atoms.holders[external] ?? []))) counts[set] = (counts[set] ?? 0) + pods;
  }
  return (set) => counts[atoms.setIds.get(set) ?? -1] ?? 0;
}
