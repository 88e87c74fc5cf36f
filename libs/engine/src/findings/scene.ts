import { prepare, type Prepared } from '../compile/compile.ts';
import type { PeerPart } from '../compile/conditions.ts';
import type { PortName } from '../compile/port-names.ts';
import { EMPTY, intersect, union } from '../model/connection-set.ts';
import type { Direction, Endpoint, Firewalls, Rule, Tier } from '../model/firewalls.ts';
import { identityKey } from '../model/location.ts';
import type { PolicyDocument } from '../policies/document.ts';
import type { Budget } from './budget.ts';
import type { LabelHint } from './label-hint.ts';
import { namespaceFacts, type NamespaceFacts } from './namespace-facts.ts';
import { gatherShadows, type Shadows } from './shadows.ts';
import type { Subject } from './subject.ts';

/** A rule at its place, with what it matches among the classes of the view. */
export interface PlacedRule {
  readonly direction: Direction;
  readonly tier: Tier;
  readonly rule: Rule;
  /** Position among all rules of its direction. */
  readonly order: number;
  /** Governed classes that it surely stands in front of, ascending. */
  readonly own: Int32Array;
  /** Those and the ones that unknown labels may put it in front of, ascending. */
  readonly perhaps: Int32Array;
  readonly parts: readonly PeerPart[];
  /** Id of the traffic that it fixes by number, in the table of {@link Prepared}. */
  readonly fixed: number;
  readonly names: readonly PortName[];
}

/** Everything that the checks share, worked out once. */
export interface Scene extends Subject {
  readonly prepared: Prepared;
  /** Of both directions, in order, ingress first. */
  readonly rules: readonly PlacedRule[];
  /** Policies by identity. */
  readonly documents: ReadonlyMap<string, PolicyDocument>;
  readonly namespaces: NamespaceFacts;
  readonly shadows: Shadows;
  /** Endpoints that policies can select, one of each workload, by namespace. */
  readonly inhabitants: ReadonlyMap<string, readonly Endpoint[]>;
  /** Endpoints of each class. */
  readonly members: readonly (readonly number[])[];
  /** Whether the input shows a whole cluster, so that what is not in it does not exist. */
  readonly isLive: boolean;
  /** Peers that an earlier check has told of, so that a lesser one need not. */
  readonly explained: Set<string>;
  /** Hints about selectors of nothing by their text: the same one often stands in every namespace. */
  readonly hints: Map<string, LabelHint>;
  /** What the check at work may still cost. */
  readonly budget: Budget;
}

/** What the checks share. O(what compiling costs). */
export function setScene(subject: Subject): Omit<Scene, 'budget'> {
  const { snapshot, firewalls } = subject;
  const prepared = prepare(firewalls);
  return {
    ...subject, prepared, rules: [...placed(firewalls, 'ingress', prepared), ...placed(firewalls, 'egress', prepared)],
    documents: new Map(snapshot.policies.map((policy) => [identityKey(policy), policy])),
    isLive: isWholeCluster(snapshot),
    namespaces: namespaceFacts(subject), shadows: gatherShadows(subject), members: membersOf(prepared), inhabitants: inhabitantsOf(firewalls),
    explained: new Set(), hints: new Map(),
  };
}

function inhabitantsOf({ endpoints }: Firewalls): ReadonlyMap<string, readonly Endpoint[]> {
  const byNamespace = new Map<string, Endpoint[]>(); const seen = new Set<string>();
  for (const endpoint of endpoints) {
    if (!endpoint.isGoverned || seen.has(endpoint.workload)) continue;
    seen.add(endpoint.workload);
    const list = byNamespace.get(endpoint.namespace);
    if (list === undefined) byNamespace.set(endpoint.namespace, [endpoint]); else list.push(endpoint);
  }
  return byNamespace;
}

/** Where the collector says so, and else where nodes or the cluster's own pods are there: a folder of manifests has neither. */
function isWholeCluster({ coverage, nodes, pods }: Subject['snapshot']): boolean {
  const { collection } = coverage;
  if (collection !== undefined) return collection.collected.some(({ group, kind, namespaces }) => group === '' && kind === 'Pod' && namespaces === '*');
  return nodes.length > 0 || pods.some(({ namespace }) => namespace === 'kube-system');
}

function membersOf({ classes }: Prepared): readonly (readonly number[])[] {
  const members = Array.from({ length: classes.count }, (): number[] => []);
  for (const [endpoint, id] of classes.ofEndpoint.entries()) members[id]?.push(endpoint);
  return members;
}

function* placed({ tiers, universe }: Firewalls, direction: Direction, { labels, classes, conditions, sets }: Prepared): Iterable<PlacedRule> {
  let order = 0;
  const governed = (ids: Int32Array): Int32Array => ids.filter((id) => classes.traits[id]?.isGoverned === true);
  for (const tier of tiers[direction]) for (const rule of tier.rules) {
    const { sure, maybe } = labels.matches(rule.own);
    const traffic = rule.traffic === 'any' ? [] : rule.traffic;
    const own = governed(classes.ofLabelSets(sure));
    yield {
      direction, tier, rule, order, own, perhaps: maybe.length === 0 ? own : governed(classes.ofLabelSets([...sure, ...maybe])),
      parts: conditions.partsOf(rule),
      fixed: sets.idOf(rule.traffic === 'any' ? universe : intersect(universe, traffic.map((item) => (item.kind === 'fixed' ? item.connections : EMPTY)).reduce(union, EMPTY))),
      names: traffic.filter((item) => item.kind === 'named'),
    };
    order += 1;
  }
}
