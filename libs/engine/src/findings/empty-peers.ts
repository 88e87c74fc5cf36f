import type { Finding } from '../model/diagnostic.ts';
import type { Origin, PeerCondition } from '../model/firewalls.ts';
import type { LabelExpression } from '../model/label-expression.ts';
import { labelHint } from './label-hint.ts';
import { unknownNamespaceLabel } from './namespace-label.ts';
import { elementPointer, findingOf, PEER_LISTS, peerKey } from './report.ts';
import type { PlacedRule, Scene } from './scene.ts';
import { asksForLabels, isAnywhere, selectorWords } from './selector-words.ts';
import { listWords, placedText } from './words.ts';

/** Peers whose selectors match no pod: nothing, a namespace that is not there, or only pods of their node's network. */
export function* emptyPeers(scene: Scene): Iterable<Finding> {
  for (const placed of scene.rules) {
    const { peers, origin, certainty, role } = placed.rule;
    if (peers === 'any' || origin === null || certainty !== 'certain' || role !== 'rule' || placed.own.length === 0) continue;
    for (const peer of peers) {
      if (!isSelector(peer)) continue;
      const { sure, maybe } = scene.prepared.labels.matches(peer.labels);
      if (sure.length > 0 || maybe.length > 0) continue;
      const finding = emptyPeer(scene, placed, origin, peer);
      if (finding !== null) yield finding;
    }
  }
}

type Selector = PeerCondition & { readonly labels: LabelExpression };

const isSelector = (peer: PeerCondition): peer is Selector => peer.labels !== undefined && peer.inside === undefined && peer.outside === undefined && peer.host === undefined;

function emptyPeer(scene: Scene, placed: PlacedRule, culprit: Origin, { labels, element }: Selector): Finding | null {
  const pointer = elementPointer(scene, culprit, PEER_LISTS, element);
  if (scene.explained.has(peerKey(culprit, pointer))) return null;
  const who = `A peer of ${placedText(placed)} matches nothing`;
  const hosts = scene.shadows.matching('host-network', labels);
  if (hosts.length > 0) {
    return findingOf(scene, {
      code: 'PEER_SELECTS_HOST_NETWORK', severity: 'medium', culprit, pointer,
      message: `${who}: all that it selects (${listWords(hosts)}) uses the network of its node and is not known by its labels. Name the addresses of the nodes in an ipBlock instead.`,
    });
  }
  if (scene.shadows.matching('finished', labels).length > 0) return null;
  const label = unknownNamespaceLabel(scene, labels);
  if (label !== null) return findingOf(scene, { code: 'NAMESPACE_LABEL_UNKNOWN', severity: label.severity, culprit, pointer, message: `${who}: ${label.text}. Mend the selector, or label the namespace.` });
  const { isPlaceInhabited, meant } = labelHint(scene, labels);
  return findingOf(scene, {
    code: 'PEER_SELECTS_NOTHING', severity: meant !== null ? 'medium' : isPlaceInhabited && asksForLabels(labels) && (scene.isLive || !isAnywhere(labels)) ? 'low' : 'info', culprit, pointer,
    message: `${who}: there are no ${selectorWords(labels)}.${meant === null ? '' : ` ${meant} was probably meant.`} Mend the selector, or remove the peer.`,
  });
}
