import { isNoAddress, NO_ADDRESSES, subtractAddresses } from '../model/address.ts';
import { connections, containsSet, EMPTY, union } from '../model/connection-set.ts';
import { NAMESPACE_KEY, NAMESPACE_LABEL_PREFIX } from '../model/effective-labels.ts';
import type { PeerCondition, Rule } from '../model/firewalls.ts';
import { expressionText, type LabelExpression } from '../model/label-expression.ts';
import { conjuncts } from './selector-words.ts';

/**
 * Whether `narrow` says so by its words that whatever it picks `wide` picks too, whichever pods there are. Sound, not
 * complete: false where it would take more than comparing conditions one by one.
 */
export function implies(narrow: LabelExpression, wide: LabelExpression): boolean {
  if (narrow.op === 'none' || wide.op === 'all') return true;
  const given = conjuncts(narrow);
  return conjuncts(wide).every((wanted) => given.some((part) => impliesPart(part, wanted)));
}

function impliesPart(given: LabelExpression, wanted: LabelExpression): boolean {
  if (expressionText(given) === expressionText(wanted)) return true;
  if (!('key' in given) || !('key' in wanted)) return false;
  // Whoever has a label of a namespace is in one.
  if (wanted.op === 'exists' && wanted.key === NAMESPACE_KEY && given.key.startsWith(NAMESPACE_LABEL_PREFIX)) return given.op === 'in' || given.op === 'exists';
  return given.key === wanted.key && impliesForKey(given, wanted);
}

type KeyCondition = Extract<LabelExpression, { readonly key: string }>;

function impliesForKey(given: KeyCondition, wanted: KeyCondition): boolean {
  switch (wanted.op) {
    case 'in': return given.op === 'in' && given.values.every((value) => wanted.values.includes(value));
    case 'notIn': return avoids(given, wanted.values);
    case 'exists': return given.op === 'in';
    case 'missing': return false;
  }
}

/** Whether whatever satisfies the condition has none of the values. */
function avoids(given: KeyCondition, values: readonly string[]): boolean {
  if (given.op === 'in') return !given.values.some((value) => values.includes(value));
  return given.op === 'missing' || (given.op === 'notIn' && values.every((value) => given.values.includes(value)));
}

/** {@link implies} for the own end, the peers and the traffic of two rules: which number a name of a port has is left to the pods. */
export function ruleImplies(narrow: Rule, wide: Rule): boolean {
  if (!implies(narrow.own, wide.own) || !impliesTraffic(narrow.traffic, wide.traffic)) return false;
  if (wide.peers === 'any') return true;
  const { peers } = wide;
  return narrow.peers !== 'any' && narrow.peers.every((peer) => peers.some((other) => impliesPeer(peer, other)));
}

function impliesPeer(narrow: PeerCondition, wide: PeerCondition): boolean {
  if (wide.host !== undefined || wide.outside !== undefined) return false;
  if (wide.labels !== undefined && (narrow.labels === undefined || !implies(narrow.labels, wide.labels))) return false;
  return wide.inside === undefined || (narrow.inside !== undefined && isNoAddress(subtractAddresses(narrow.inside, wide.inside ?? NO_ADDRESSES)));
}

function impliesTraffic(narrow: Rule['traffic'], wide: Rule['traffic']): boolean {
  if (wide === 'any') return true;
  if (narrow === 'any') return false;
  const fixed = wide.map((item) => (item.kind === 'fixed' ? item.connections : EMPTY)).reduce(union, EMPTY);
  return narrow.every((item) => {
    if (item.kind === 'fixed') return containsSet(fixed, item.connections);
    const isNamed = wide.some((other) => other.kind === 'named' && other.name === item.name && (other.protocol === 'any' || other.protocol === item.protocol));
    return isNamed || (item.protocol === 'any' ? NAMED : [item.protocol]).every((protocol) => containsSet(fixed, connections(protocol)));
  });
}

/** Protocols in which a port can have a name. */
const NAMED = ['TCP', 'UDP', 'SCTP'] as const;
