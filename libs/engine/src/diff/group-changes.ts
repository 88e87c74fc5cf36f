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

export interface GroupChanges {
  /** All ends of either version by reference: that of the second version where it is there. */
  readonly groups: ReadonlyMap<string, GroupChange>;
  /** References of the first version that stand under another one in `groups`. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** Pairs up the ends of both versions. Nodes are endpoints of questions but of no list. O(endpoints). */
export function groupChanges(base: View, target: View, groupBy: Grouping, distinctions: Distinctions): GroupChanges {
  const before = sideGroups(base, groupBy); const after = sideGroups(target, groupBy);
  const renamed = groupBy === 'pod' ? replacedPods(before, after, distinctions) : new Map<string, string>();
  const bases = new Map([...before].map(([ref, side]) => [renamed.get(ref) ?? ref, side]));
  const groups = new Map<string, GroupChange>();
  for (const ref of new Set([...bases.keys(), ...after.keys()])) {
    const sides = { base: bases.get(ref) ?? null, target: after.get(ref) ?? null };
    groups.set(ref, { ref, sides, rules: [], ...compareEndpoints(sides.base?.endpoints ?? [], sides.target?.endpoints ?? [], distinctions) });
  }
  return { groups, renamed };
}

function sideGroups(view: View, groupBy: Grouping): ReadonlyMap<string, SideGroup> {
  const groups = groupPeers(view, groupBy, null).groups.filter(({ peer }) => peer.kind !== 'node');
  return new Map(groups.map(({ peer, ends }) => [peer.ref, { peer, endpoints: ends.endpoints.map((index) => view.firewalls.endpoints.at(index)!) }]));
}

/** Pods that came in the place of others under one owner, alike in all that a rule can tell: from the old reference to the new. */
function replacedPods(before: ReadonlyMap<string, SideGroup>, after: ReadonlyMap<string, SideGroup>, distinctions: Distinctions): ReadonlyMap<string, string> {
  const placeOf = ({ endpoints: [pod] }: SideGroup): string | null => (pod === undefined || pod.workload === pod.ref ? null : `${pod.workload} ${factsText(endpointFacts(pod, distinctions))}`);
  const gone = new Map<string, string[]>();
  for (const [ref, side] of before) {
    const place = after.has(ref) ? null : placeOf(side);
    if (place === null) continue;
    const list = gone.get(place);
    if (list === undefined) gone.set(place, [ref]); else list.push(ref);
  }
  const renamed = new Map<string, string>();
  for (const [ref, side] of after) {
    const place = before.has(ref) ? null : placeOf(side);
    const old = place === null ? undefined : gone.get(place)?.shift();
    if (old !== undefined) renamed.set(old, ref);
  }
  return renamed;
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
