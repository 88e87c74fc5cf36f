import type { View } from '../compile/view.ts';
import type { Endpoint } from '../model/firewalls.ts';
import type { Grouping } from '../model/question.ts';
import { groupPeers } from '../query/peer-groups.ts';
import type { Peer } from '../query/answers.ts';
import type { ChangeCause } from './changes.ts';
import type { Distinctions } from './distinctions.ts';
import { endpointFacts, FACT_CAUSES, factsText, type EndpointFacts } from './endpoint-facts.ts';
import type { RuleChange, Side } from './rule-changes.ts';

/** One end of the comparison as it is in one version. */
export interface SideGroup { readonly peer: Peer; readonly endpoints: readonly Endpoint[] }

/** One end in both versions; null where it is not there. */
export interface GroupChange {
  readonly ref: string;
  readonly sides: Readonly<Record<Side, SideGroup | null>>;
  /** Whether its endpoints can answer differently, whatever the rules. */
  readonly isChanged: boolean;
  /** Why they can; empty where they cannot, and where nothing but their nodes is another. */
  readonly causes: readonly ChangeCause[];
  /** Endpoints that are not the same in both versions. */
  readonly changed: readonly Endpoint[];
  /** Changed rules of its own firewalls: egress rules count where it sends, ingress rules where it receives. */
  readonly rules: RuleChange[];
}

/** All ends of either version by reference. Nodes are endpoints of questions but of no list. O(endpoints). */
export function groupChanges(base: View, target: View, groupBy: Grouping, distinctions: Distinctions): ReadonlyMap<string, GroupChange> {
  const before = sideGroups(base, groupBy); const after = sideGroups(target, groupBy);
  const changes = new Map<string, GroupChange>();
  for (const ref of new Set([...before.keys(), ...after.keys()])) {
    const sides = { base: before.get(ref) ?? null, target: after.get(ref) ?? null };
    changes.set(ref, { ref, sides, rules: [], ...compareEndpoints(sides.base?.endpoints ?? [], sides.target?.endpoints ?? [], distinctions) });
  }
  return changes;
}

function sideGroups(view: View, groupBy: Grouping): ReadonlyMap<string, SideGroup> {
  const groups = groupPeers(view, groupBy, null).groups.filter(({ peer }) => peer.kind !== 'node');
  return new Map(groups.map(({ peer, ends }) => [peer.ref, { peer, endpoints: ends.endpoints.map((index) => view.firewalls.endpoints[index]!) }]));
}

interface Described { readonly endpoint: Endpoint; readonly facts: EndpointFacts; readonly text: string }

function compareEndpoints(before: readonly Endpoint[], after: readonly Endpoint[], distinctions: Distinctions): Pick<GroupChange, 'isChanged' | 'causes' | 'changed'> {
  const describe = (endpoint: Endpoint): Described => {
    const facts = endpointFacts(endpoint, distinctions);
    return { endpoint, facts, text: factsText(facts) };
  };
  const old = before.map(describe); const current = after.map(describe);
  const removed = without(old, current); const added = without(current, old);
  const changed = [...removed, ...added].map(({ endpoint }) => endpoint);
  if (isSameComposition(old, current)) return { isChanged: false, causes: [], changed };
  // A workload without Pods may stand for more of them than before while it is the same.
  const growth = weightOf(current) - weightOf(old);
  if (removed.length === 0 && (added.length > 0 || growth > 0)) return { isChanged: true, causes: ['ENDPOINT_ADDED'], changed };
  if (added.length === 0) return { isChanged: true, causes: ['ENDPOINT_REMOVED'], changed };
  const differs = (fact: keyof EndpointFacts): boolean => !isSameSet(old.map(({ facts }) => facts[fact]), current.map(({ facts }) => facts[fact]));
  const causes: readonly ChangeCause[] = FACT_CAUSES.filter(differs);
  return { isChanged: true, causes: causes.length > 0 || differs('placement') ? causes : ['ENDPOINT_ADDED', 'ENDPOINT_REMOVED'], changed };
}

const weightOf = (list: readonly Described[]): number => list.reduce((sum, { endpoint }) => sum + Math.max(1, endpoint.pods), 0);

/** Those whose like, by reference and by facts, is not in the other list. */
function without(list: readonly Described[], other: readonly Described[]): readonly Described[] {
  const keys = new Set(other.map(({ endpoint, text }) => `${endpoint.ref} ${text}`));
  return list.filter(({ endpoint, text }) => !keys.has(`${endpoint.ref} ${text}`));
}

/** Whether the pairs that the two groups make have the same answers: the same kinds of Pods, each alone or not. */
function isSameComposition(a: readonly Described[], b: readonly Described[]): boolean {
  return isSameSet(compositionOf(a), compositionOf(b));
}

function compositionOf(list: readonly Described[]): readonly string[] {
  const weights = new Map<string, number>();
  for (const { endpoint, text } of list) weights.set(text, (weights.get(text) ?? 0) + Math.max(1, endpoint.pods));
  // One Pod has no peer in its own group; a second gives it one, a third changes nothing more.
  return [...weights].map(([text, weight]) => `${String(weight > 1)} ${text}`);
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  const left = new Set(a); const right = new Set(b);
  return left.size === right.size && [...left].every((text) => right.has(text));
}
