import type { Finding, FindingSeverity } from '../model/diagnostic.ts';
import { NAMESPACE_KEY, namespaceLabelKey } from '../model/effective-labels.ts';
import type { Origin, PeerCondition } from '../model/firewalls.ts';
import { allOf, matchesLabels, type LabelExpression } from '../model/label-expression.ts';
import type { LabelSelector } from '../model/manifest/label-selector.ts';
import type { NetworkPolicyPeer } from '../policies/network-policy/manifest.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import { contentAt, findingOf, peerKey } from './report.ts';
import type { PlacedRule, Scene } from './scene.ts';
import { conjuncts, selectorWords } from './selector-words.ts';
import { placedText } from './words.ts';

/**
 * A `namespaceSelector` and a `podSelector` as two neighbouring elements, so that either is enough, where the pods show
 * that both were meant (NP-36). Two elements are right where the second picks pods of the policy's own namespace only.
 */
export function* oredPeers(scene: Scene): Iterable<Finding> {
  for (const placed of scene.rules) {
    const { peers, origin } = placed.rule;
    if (peers === 'any' || peers.length < 2 || origin === null) continue;
    const pointer = `${origin.pointer}/${placed.direction === 'ingress' ? 'from' : 'to'}`;
    for (const pair of neighbours(contentAt(scene, origin, pointer))) {
      const finding = suspect(scene, placed, { origin, pointer, ...pair, namespaceCondition: peers[pair.namespaces], podCondition: peers[pair.pods] });
      if (finding !== null) yield finding;
    }
  }
}

/** Where in a list of peers one element selects namespaces alone and its neighbour pods alone. */
function* neighbours(written: unknown): Iterable<{ readonly namespaces: number; readonly pods: number }> {
  const peers = Array.isArray(written) ? written as readonly NetworkPolicyPeer[] : [];
  for (const [at, first] of peers.entries()) {
    const second = peers[at + 1];
    if (second === undefined) return;
    if (isNamespaces(first) && isPods(second)) yield { namespaces: at, pods: at + 1 };
    else if (isPods(first) && isNamespaces(second)) yield { namespaces: at + 1, pods: at };
  }
}

const isPresent = (selector: LabelSelector | null | undefined): selector is LabelSelector => selector !== undefined && selector !== null;
const isNamespaces = ({ namespaceSelector, podSelector }: NetworkPolicyPeer): boolean => isPresent(namespaceSelector) && !isPresent(podSelector);
/** An empty podSelector is the whole of the own namespace, which nobody would want to narrow another selector by. */
const isPods = ({ namespaceSelector, podSelector }: NetworkPolicyPeer): boolean => (
  !isPresent(namespaceSelector) && isPresent(podSelector) && (Object.keys(podSelector.matchLabels ?? {}).length > 0 || (podSelector.matchExpressions?.length ?? 0) > 0)
);

interface Pair {
  readonly origin: Origin;
  /** To the list of peers. */
  readonly pointer: string;
  readonly namespaces: number;
  readonly pods: number;
  readonly namespaceCondition: PeerCondition | undefined;
  readonly podCondition: PeerCondition | undefined;
}

function suspect(scene: Scene, placed: PlacedRule, { origin, pointer, namespaces, pods, namespaceCondition, podCondition }: Pair): Finding | null {
  if (namespaceCondition?.labels === undefined || podCondition?.labels === undefined) return null;
  const chosen = allOf(...conjuncts(podCondition.labels).filter((part) => !('key' in part) || part.key !== NAMESPACE_KEY));
  const reason = reasonOf(scene, origin.namespace, { namespaces: namespaceCondition.labels, pods: podCondition.labels, both: allOf(namespaceCondition.labels, chosen) });
  if (reason === null) return null;
  scene.explained.add(peerKey(origin, `${pointer}/${String(pods)}`));
  return findingOf(scene, {
    code: 'PEERS_ORED', severity: reason.severity, culprit: origin, pointer: `${pointer}/${String(namespaces)}`,
    about: canonicalJson(contentAt(scene, origin, `${pointer}/${String(pods)}`)),
    message: `Two peers of ${placedText(placed)} admit all ${selectorWords(namespaceCondition.labels)}, and besides ${selectorWords(podCondition.labels)}; ${reason.text}. `
      + 'If only those pods of those namespaces were meant, write both selectors in one element, without the second dash.',
  });
}

interface Reason { readonly severity: FindingSeverity; readonly text: string }

function reasonOf({ snapshot, prepared: { labels }, isLive }: Scene, namespace: string, { namespaces, pods, both }: { readonly namespaces: LabelExpression; readonly pods: LabelExpression; readonly both: LabelExpression }): Reason | null {
  const exists = (expression: LabelExpression): boolean => { const { sure, maybe } = labels.matches(expression); return sure.length > 0 || maybe.length > 0; };
  const own = Object.entries(snapshot.namespaces.get(namespace)?.labels ?? {}).map(([key, value]) => [namespaceLabelKey(key), value] as const);
  if (matchesLabels(namespaces, { [NAMESPACE_KEY]: namespace, ...Object.fromEntries(own) })) return { severity: 'high', text: 'the second adds nothing to the first' };
  if (exists(both)) {
    return exists(pods) ? { severity: 'low', text: 'such pods are in both places' } : { severity: 'high', text: 'such pods are in those namespaces only, so the second admits nothing' };
  }
  // Neither place shows such pods. Where the namespaces are not in the input, their pods may still be what was meant.
  if (exists(pods) || exists(namespaces) || isLive) return null;
  return { severity: 'low', text: 'no such pods are in the own namespace' };
}
