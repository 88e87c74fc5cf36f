import { ALL_ADDRESSES, intersectAddresses, isNoAddress, NO_ADDRESSES, subtractAddresses, uniteAddresses, type AddressSet } from '../../model/address.ts';
import { NAMESPACE_KEY } from '../../model/effective-labels.ts';
import type { PeerCondition } from '../../model/firewalls.ts';
import { allOf, anyOf, MATCH_ALL, MATCH_NONE, matchesLabels, type LabelExpression } from '../../model/label-expression.ts';
import { CLUSTER_KEY, HOST_KEY, NAME_KEY, POD_KEY, reservedKey } from './label-keys.ts';
import { isPurelyNegative } from './selectors.ts';

/** What has to be known of the cluster to say which peers an expression over identities takes. */
export interface PeerWorld {
  readonly hasNodeLabels: boolean;
  /** Addresses outside the cluster behind the API server's own Service. */
  readonly apiServers: AddressSet;
}

export type Peers = 'any' | readonly PeerCondition[];

/** Addresses outside the cluster, and names. */
export const OUTSIDE: LabelExpression = allOf({ op: 'missing', key: POD_KEY }, { op: 'missing', key: HOST_KEY });

/** Addresses outside the cluster of which it is not said which name they were resolved from. */
export const UNNAMED: LabelExpression = allOf(OUTSIDE, { op: 'missing', key: NAME_KEY });

/** What is known of a key: its value, null where it is surely missing, undefined where it depends. */
type Known = (key: string) => string | null | undefined;

/** The expression with what is known put in. */
function resolve(expression: LabelExpression, known: Known): LabelExpression {
  switch (expression.op) {
    case 'all': case 'none': return expression;
    case 'and': return allOf(...expression.of.map((part) => resolve(part, known)));
    case 'or': return anyOf(...expression.of.map((part) => resolve(part, known)));
    case 'not': {
      const inner = resolve(expression.of, known);
      return inner.op === 'all' ? MATCH_NONE : inner.op === 'none' ? MATCH_ALL : { op: 'not', of: inner };
    }
    default: {
      const value = known(expression.key);
      if (value === undefined) return expression;
      return matchesLabels(expression, value === null ? {} : { [expression.key]: value }) ? MATCH_ALL : MATCH_NONE;
    }
  }
}

const isReserved = (key: string): boolean => key.startsWith(reservedKey(''));
const asksForNamespace = (expression: LabelExpression): boolean => (expression.op === 'and' ? expression.of : [expression]).some((part) => (part.op === 'in' || part.op === 'exists') && part.key === NAMESPACE_KEY);

/** Peers by identity: pods, the own host, other hosts, and what is outside, each with the reserved labels that it has. */
export function peersOf(expression: LabelExpression, world: PeerWorld, element: number): Peers {
  if (isPurelyNegative(expression)) return 'any';
  const pods = resolve(expression, (key) => (isReserved(key) ? null : undefined));
  const podPart: readonly PeerCondition[] = pods.op === 'none' ? [] : [{ labels: asksForNamespace(pods) ? pods : allOf({ op: 'exists', key: POD_KEY }, pods), element }];
  if (asksForNamespace(expression)) return podPart;
  return [...podPart, ...unnamedPart(expression, element), ...hostPart(expression, 'local', world, element), ...hostPart(expression, 'remote', world, element), ...outsidePart(expression, world, element)];
}

/** Pods that only a reserved label tells of: those that are not managed, not ready yet, or the agent's own. */
const UNNAMED_PODS = ['unmanaged', 'init', 'health', 'ingress'].map(reservedKey);

function unnamedPart(expression: LabelExpression, element: number): readonly PeerCondition[] {
  const labels = resolve(expression, (key) => (UNNAMED_PODS.includes(key) ? undefined : null));
  return labels.op === 'none' ? [] : [{ labels: allOf({ op: 'exists', key: POD_KEY }, labels), element }];
}

function hostPart(expression: LabelExpression, host: 'local' | 'remote', { hasNodeLabels }: PeerWorld, element: number): readonly PeerCondition[] {
  const own = reservedKey(host === 'local' ? 'host' : 'remote-node');
  const labels = resolve(expression, (key) => {
    if (key === own) return '';
    if (key === reservedKey('kube-apiserver')) return undefined;
    return hasNodeLabels && (key.startsWith('@node:') || key === CLUSTER_KEY) ? undefined : null;
  });
  if (labels.op === 'none') return [];
  return [{ host, ...(labels.op !== 'all' && { labels }), element }];
}

/** By family and by whether an address is the API server's, which is all that tells addresses apart for a selector. */
function outsidePart(expression: LabelExpression, { apiServers }: PeerWorld, element: number): readonly PeerCondition[] {
  const families: readonly (readonly [string, AddressSet])[] = [['world-ipv4', { ...ALL_ADDRESSES, ipv6: [] }], ['world-ipv6', { ...ALL_ADDRESSES, ipv4: [] }]];
  const taken = families.flatMap(([name, family]) => [true, false].flatMap((isApiServer) => {
    const addresses = isApiServer ? intersectAddresses(family, apiServers) : subtractAddresses(family, apiServers);
    const has = [reservedKey('world'), reservedKey(name), ...(isApiServer ? [reservedKey('kube-apiserver')] : [])];
    return isNoAddress(addresses) || resolve(expression, (key) => (has.includes(key) ? '' : null)).op === 'none' ? [] : [addresses];
  }));
  const inside = uniteAddresses(NO_ADDRESSES, ...taken);
  if (isNoAddress(inside)) return [];
  return [{ labels: OUTSIDE, ...(!isNoAddress(subtractAddresses(ALL_ADDRESSES, inside)) && { inside }), element }];
}

/** The union of what elements of a list take. */
export function unitePeers(lists: readonly Peers[]): Peers {
  const conditions: PeerCondition[] = [];
  for (const list of lists) {
    if (list === 'any') return 'any';
    conditions.push(...list);
  }
  return conditions;
}
