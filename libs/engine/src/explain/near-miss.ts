import { containsAddress } from '../model/address.ts';
import { intersect, isEmptySet } from '../model/connection-set.ts';
import { NAMESPACE_LABEL_PREFIX } from '../model/effective-labels.ts';
import type { ExplanationCode } from '../model/explanation-code.ts';
import type { PeerCondition } from '../model/firewalls.ts';
import { matchesLabels, type LabelExpression, type Labels } from '../model/label-expression.ts';
import type { ConnectionSet } from '../model/connection-set.ts';
import type { RuleMatch, Viewpoint } from './match.ts';
import { namedConnections, type Side } from './pair.ts';

/** Why a rule that stands in front of the own end says nothing about what was asked, and the word that matters. */
export interface NearMiss { readonly code: ExplanationCode; readonly detail: string }

/** Finds the reason closest to a match: the ports where a peer matched, else what kept the peers from matching. */
export function nearMiss(match: RuleMatch, { viewpoint, asked }: { readonly viewpoint: Viewpoint; readonly asked: ConnectionSet }): NearMiss {
  for (const { possibly } of match.peers) if (!isEmptySet(intersect(possibly, asked))) return missedTraffic(match, viewpoint.destination);
  const conditions = match.rule.peers === 'any' ? NO_CONDITION : match.rule.peers;
  for (const condition of conditions) if (isExcepted(condition, viewpoint.peer)) return EXCEPTED;
  for (const { labels } of conditions) {
    const missing = labels === undefined ? undefined : missingNamespaceLabel(labels, viewpoint.peer);
    if (missing !== undefined) return { code: 'NAMESPACE_LABEL_MISSING', detail: missing };
  }
  return NOT_SELECTED;
}

const NO_CONDITION: readonly PeerCondition[] = [];
const EXCEPTED: NearMiss = { code: 'IPBLOCK_EXCEPT', detail: '' };
const NOT_SELECTED: NearMiss = { code: 'PEER_NOT_SELECTED', detail: '' };

function missedTraffic(match: RuleMatch, destination: Side): NearMiss {
  const items = match.rule.traffic === 'any' ? [] : match.rule.traffic;
  for (const item of items) {
    if (item.kind === 'named' && isEmptySet(namedConnections(destination, item.name, item.protocol))) return { code: 'NAMED_PORT_UNRESOLVED', detail: item.name };
  }
  return { code: 'PORT_NOT_LISTED', detail: '' };
}

const isExcepted = ({ except }: PeerCondition, peer: Side): boolean => except !== undefined && peer.addresses.some((address) => containsAddress(except, address));

/** The first label that the peer's namespace lacks, where that is all that keeps the peer from being selected. */
function missingNamespaceLabel(expression: LabelExpression, peer: Side): string | undefined {
  if (peer.endpoint === null) return undefined;
  const { labels } = peer.endpoint;
  if (expression.op !== 'and') return isMissing(expression, labels) ? wanted(expression) : undefined;
  let first: LabelExpression | undefined;
  for (const part of expression.of) {
    if (isMissing(part, labels)) first ??= part; else if (!matchesLabels(part, labels)) return undefined;
  }
  return first === undefined ? undefined : wanted(first);
}

const isMissing = (part: LabelExpression, labels: Labels): boolean => (part.op === 'in' || part.op === 'exists') && part.key.startsWith(NAMESPACE_LABEL_PREFIX) && !Object.hasOwn(labels, part.key);

/** `team=red`, `team in (red, blue)` or `team`. */
function wanted(part: LabelExpression): string {
  const key = 'key' in part ? part.key.slice(NAMESPACE_LABEL_PREFIX.length) : '';
  if (part.op !== 'in') return key;
  return part.values.length === 1 ? `${key}=${part.values.join('')}` : `${key} in (${part.values.join(', ')})`;
}
