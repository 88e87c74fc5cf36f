import { ANY_PEER } from '../compile/peer-sets.ts';
import { intersectAddresses, isNoAddress, rangesOf, rangeText, subtractAddresses, uniteAddresses, type AddressSet } from '../model/address.ts';
import type { Finding } from '../model/diagnostic.ts';
import type { PeerCondition } from '../model/firewalls.ts';
import { overlap } from './rule-extent.ts';
import { elementPointer, findingOf, PEER_LISTS } from './report.ts';
import { rulesByClass } from './rules-by-class.ts';
import type { PlacedRule, Scene } from './scene.ts';
import { listWords, placedText } from './words.ts';

/** Addresses that a block excepts and another block, rule or policy for the same pods admits again (IP-2). */
export function* readmittedExceptions(scene: Scene): Iterable<Finding> {
  for (const direction of ['ingress', 'egress'] as const) {
    const allows = scene.rules.filter(({ direction: own, rule, tier }) => own === direction && rule.action === 'allow' && rule.role === 'rule' && tier.reading === 'union');
    const excepting = allows.filter(({ rule }) => rule.peers !== 'any' && rule.peers.some(({ except }) => except !== undefined));
    if (excepting.length === 0) continue;
    const byClass = rulesByClass(allows.filter(admitsAddresses));
    for (const placed of excepting) {
      if (scene.budget.isSpent) return;
      const others = [...new Set(Array.from(placed.own, (id) => byClass.ofClass(id)).flat())];
      for (const peer of placed.rule.peers === 'any' ? [] : placed.rule.peers) {
        const finding = peer.except === undefined ? null : readmitted(scene, placed, peer, peer.except, others);
        if (finding !== null) yield finding;
      }
    }
  }
}

const admitsAddresses = ({ rule }: PlacedRule): boolean => rule.peers === 'any' || rule.peers.some(({ inside }) => inside !== undefined);

function readmitted(scene: Scene, placed: PlacedRule, peer: PeerCondition, except: AddressSet, others: readonly PlacedRule[]): Finding | null {
  const { origin } = placed.rule;
  if (origin === null) return null;
  const { left, by } = whatStays(scene, placed, peer, except, others);
  if (by === null) return null;
  const isUndone = isNoAddress(left);
  const again = subtractAddresses(except, left);
  return findingOf(scene, {
    code: 'EXCEPT_READMITTED', severity: isUndone ? 'medium' : 'info', culprit: origin, pointer: elementPointer(scene, origin, PEER_LISTS, peer.element),
    message: `${placedText(placed)} excepts ${listWords(rangesOf(again).map(rangeText))}, which ${by === placed ? 'another of its own peers' : placedText(by)} admits again${isUndone ? ': the exception has no effect' : ' for the same pods'}. `
      + 'An exception cuts a hole into its own block only; to keep these addresses out, except them there too.',
  });
}

/** What no other rule admits of an exception, and the first that admits some of it. */
function whatStays(scene: Scene, placed: PlacedRule, peer: PeerCondition, except: AddressSet, others: readonly PlacedRule[]): { readonly left: AddressSet; readonly by: PlacedRule | null } {
  let left = except; let by: PlacedRule | null = null;
  for (const other of others) {
    if (!scene.budget.spend(1)) break;
    const again = meets(other, peer, left);
    // The rule's own traffic is where its exception was to hold; another rule for other ports takes nothing from it.
    if (isNoAddress(again) || (other !== placed && !overlap(scene, withoutPeers(placed), withoutPeers(other)))) continue;
    if (scene.budget.isSpent) break;
    left = subtractAddresses(left, again);
    by ??= other;
  }
  return { left, by };
}

/** The part of an address set that a rule admits, the excepting peer itself left out. */
function meets({ rule: { peers } }: PlacedRule, self: PeerCondition, except: AddressSet): AddressSet {
  if (peers === 'any') return except;
  return uniteAddresses(...peers.filter((peer) => peer !== self).flatMap(({ inside }) => (inside === undefined ? [] : [intersectAddresses(except, inside)])));
}

/** The same rule for whoever is at the other end. */
const withoutPeers = (placed: PlacedRule): PlacedRule => ({ ...placed, parts: [{ peers: ANY_PEER, families: 3, isCertain: true }] });
