import { EMPTY, intersect, isEmptySet, subtract, union, type ConnectionSet } from '../model/connection-set.ts';
import { connectionText } from '../model/connection-text.ts';
import type { Caveat, Direction, Firewalls, Origin, Rule } from '../model/firewalls.ts';
import { identityKey, isSameObject, objectText, type ResourceIdentity } from '../model/location.ts';
import type { Walks } from './bounds.ts';
import { fold, type Walk } from './fold.ts';
import type { RuleMatch } from './match.ts';

/** Traffic of one direction that policies without an order between them decide differently. */
interface Tie { readonly direction: Direction; readonly policies: readonly ResourceIdentity[]; readonly priority: number; readonly connections: ConnectionSet }

/** What the first matching rule of one policy, taken before the others, would do in the end. */
interface Outcome { readonly policy: ResourceIdentity; readonly allowed: ConnectionSet; readonly denied: ConnectionSet }

/**
 * One caveat for each group of policies of equal priority whose order, which the source text leaves open, decides
 * whether some of `asked` exists for this pair (TI-10, U9).
 */
export function ambiguitiesOf(firewalls: Firewalls, walks: Walks, asked: ConnectionSet): readonly Caveat[] {
  if (!isOrderOpen(walks.egress) && !isOrderOpen(walks.ingress)) return [];
  const ties = { egress: tiesOf(firewalls, 'egress', walks.egress, asked), ingress: tiesOf(firewalls, 'ingress', walks.ingress, asked) };
  if (ties.egress.length + ties.ingress.length === 0) return [];
  // What the other end denies in any case does not exist, however this end decides.
  const open = (direction: Direction): ConnectionSet => ties[direction].map(({ connections }) => connections)
    .reduce(union, walks[direction] === null ? asked : fold(walks[direction], 'upper', asked));
  return [
    ...ties.egress.map((tie) => ({ ...tie, connections: intersect(tie.connections, open('ingress')) })),
    ...ties.ingress.map((tie) => ({ ...tie, connections: intersect(tie.connections, open('egress')) })),
  ].filter(({ connections }) => !isEmptySet(connections)).map((tie) => caveatOf(tie, firewalls.universe));
}

function tiesOf(firewalls: Firewalls, direction: Direction, walk: Walk | null, asked: ConnectionSet): readonly Tie[] {
  if (walk === null) return [];
  const ties: Tie[] = [];
  let reaching = asked;
  for (const [index, tier] of firewalls.tiers[direction].entries()) {
    const matches = walk[index] ?? [];
    const done = tier.reading === 'first-match' ? walkGroups(matches, reaching) : { groups: [], rest: reaching };
    for (const { members, remaining } of done.groups) {
      const outcomes = outcomesOf(members, remaining, (set, bound) => fold(walk, bound, set, index + 1));
      const connections = outcomes.flatMap((a) => outcomes.filter((b) => b !== a).map((b) => intersect(a.allowed, b.denied))).reduce(union, EMPTY);
      if (!isEmptySet(connections)) ties.push({ direction, connections, priority: members[0]?.rule.priority ?? 0, policies: involved(outcomes, connections) });
    }
    reaching = done.rest;
  }
  return ties;
}

/** Whether rules of equal priority that stand beside each other are of different policies: without, no order is open. */
function isOrderOpen(walk: Walk | null): boolean {
  for (const matches of walk ?? []) {
    let last: Rule | undefined;
    for (const { rule } of matches) {
      if (last !== undefined && rule.priority !== undefined && rule.priority === last.priority && !isOfOnePolicy(rule.origin, last.origin)) return true;
      last = rule;
    }
  }
  return false;
}

const isOfOnePolicy = (a: Origin | null, b: Origin | null): boolean => a !== null && b !== null && isSameObject(a, b);

interface Group { readonly members: readonly RuleMatch[]; readonly remaining: ConnectionSet }

/** The runs of equal priority with the traffic that comes to each, and what may come to the next tier. */
function walkGroups(matches: readonly RuleMatch[], reaching: ConnectionSet): { readonly groups: readonly Group[]; readonly rest: ConnectionSet } {
  const groups: Group[] = [];
  let remaining = reaching; let passed = EMPTY;
  for (const members of runs(matches)) {
    if (members.length > 1) groups.push({ members, remaining });
    for (const { rule, possibly } of members) if (rule.action === 'pass') passed = union(passed, intersect(possibly, remaining));
    for (const { surely } of members) remaining = subtract(remaining, surely);
  }
  return { groups, rest: union(remaining, passed) };
}

/** The matches in order, those of equal priority together; a rule without priority stands alone. */
function runs(matches: readonly RuleMatch[]): readonly (readonly RuleMatch[])[] {
  const found: RuleMatch[][] = [];
  let last: Rule['priority'];
  for (const match of matches) {
    const { priority } = match.rule;
    if (priority !== undefined && priority === last) found.at(-1)?.push(match); else found.push([match]);
    last = priority;
  }
  return found;
}

type FurtherDown = (set: ConnectionSet, bound: 'lower' | 'upper') => ConnectionSet;

function outcomesOf(members: readonly RuleMatch[], remaining: ConnectionSet, furtherDown: FurtherDown): readonly Outcome[] {
  const byPolicy = new Map<string, RuleMatch[]>();
  for (const match of members) {
    if (match.rule.origin === null) continue;
    const key = identityKey(match.rule.origin);
    byPolicy.set(key, [...(byPolicy.get(key) ?? []), match]);
  }
  return byPolicy.size < 2 ? [] : [...byPolicy.values()].map((matches) => outcomeOf(matches, remaining, furtherDown));
}

function outcomeOf(matches: readonly RuleMatch[], remaining: ConnectionSet, furtherDown: FurtherDown): Outcome {
  let left = remaining; let allowed = EMPTY; let denied = EMPTY;
  for (const { rule, surely, possibly } of matches) {
    const spoken = intersect(possibly, left);
    if (rule.action === 'allow') allowed = union(allowed, spoken);
    if (rule.action === 'deny') denied = union(denied, spoken);
    if (rule.action === 'pass') {
      allowed = union(allowed, furtherDown(spoken, 'upper'));
      denied = union(denied, subtract(spoken, furtherDown(spoken, 'lower')));
    }
    left = subtract(left, surely);
  }
  const { group = '', kind = '', namespace = '', name = '' } = matches[0]?.rule.origin ?? {};
  return { policy: { group, kind, namespace, name }, allowed, denied };
}

const involved = (outcomes: readonly Outcome[], connections: ConnectionSet): readonly ResourceIdentity[] => outcomes
  .filter(({ allowed, denied }) => !isEmptySet(intersect(union(allowed, denied), connections))).map(({ policy }) => policy);

function caveatOf({ direction, policies, priority, connections }: Tie, universe: ConnectionSet): Caveat {
  return {
    code: 'AMBIGUOUS_PRIORITY', resources: policies,
    message: `${policies.map(objectText).join(' and ')} have the same priority (${String(priority)}) and decide ${direction} of ${connectionText(connections, universe)} differently; which one counts is undefined, and the first by name was taken.`,
  };
}
