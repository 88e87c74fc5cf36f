import { newCounters, type Counters } from '../compile/counters.ts';
import type { Direction, Firewalls, Origin } from '../model/firewalls.ts';
import type { ResourceIdentity } from '../model/location.ts';
import type { PairCounts } from '../model/verdict.ts';
import { openRows } from './all-rows.ts';
import { createJudge } from './cell-changes.ts';
import { effectOf, hasEffect, type Bench, type Effect } from './effect.ts';
import { decidedBy, isReached, matchesAnything } from './line-status.ts';
import { policiesOf, type Policy, type PolicyLine } from './policies.ts';
import { createRowComparison } from './row-difference.ts';
import { openSpace, type Row, type Space } from './space.ts';
import { weigh } from './weights.ts';
import { regionsOf } from '../query/factored/regions.ts';

/**
 * What one line of a policy does, judged by what would be another without it alone. MATCHES_NOTHING: nothing in the
 * cluster fits it. SHADOWED: what fits is decided before. REDUNDANT: what it decides comes out the same without it.
 */
export type RuleStatus = 'EFFECTIVE' | 'MATCHES_NOTHING' | 'SHADOWED' | 'REDUNDANT';

/** One line of a policy. */
export interface RuleImpact {
  readonly origin: Origin;
  readonly direction: Direction;
  readonly status: RuleStatus;
  /** Whether its own firewall allows anything else without it; where it has no effect all the same, the other end makes it redundant. */
  readonly isOwnSide: boolean;
  /** What decides instead of it; empty where it has an effect or the other end decides. */
  readonly shadowedBy: readonly Origin[];
}

/** What would be another without one policy alone. */
export interface PolicyImpact {
  readonly policy: ResourceIdentity & Pick<Origin, 'source'>;
  /** END_TO_END: some answer; OWN_SIDE: only what its firewalls say, since the other end never lets it show; NONE: not even that. */
  readonly effect: 'END_TO_END' | 'OWN_SIDE' | 'NONE';
  /** Ordered pairs of Pods that have another verdict without it, by the verdict that they then have. */
  readonly verdicts: PairCounts;
  /** Ordered pairs of Pods for which anything is another, the exact connections too. */
  readonly podPairs: number;
  /** The same of pairs with a node at one end. */
  readonly nodePairs: number;
  /** Endpoints for which something is another towards addresses outside, counted by direction. */
  readonly outside: number;
  readonly rules: readonly RuleImpact[];
}

/** What is being asked of {@link policyImpacts}. */
export interface ImpactOptions {
  /** Without the lines of policies, which cost about as much again. */
  readonly isWithoutRules?: boolean;
  readonly counters?: Counters;
}

/**
 * What each policy does: what would be another if it alone were removed, and each of its rules. Exact for both bounds.
 * Takes seconds for a hundred thousand Pods, so it works in slices: each step yields how much is done, from 0 to 1,
 * and whoever has had enough takes no further one. The last returns the policies in order of their first rule.
 */
export function* policyImpacts(firewalls: Firewalls, { isWithoutRules = false, counters = newCounters() }: ImpactOptions = {}): Generator<number, readonly PolicyImpact[]> {
  const policies = policiesOf(firewalls);
  const space = openSpace(firewalls, counters);
  yield 0;
  const bench = openBench(space);
  const out: PolicyImpact[] = [];
  for (const policy of policies) {
    const done = out.length / policies.length;
    const effect = yield* slices(effectOf(bench, policy.removal, false, () => { counters.rowsWithoutPolicy += 1; }), done);
    const rules: RuleImpact[] = [];
    if (!isWithoutRules) for (const line of policy.lines) rules.push(yield* lineImpact(bench, policy, line, effect, counters, done));
    out.push(impactOf(policy, effect, rules));
  }
  return out;
}

function openBench(space: Space): Bench {
  const { view } = space; const { count, ofSlot } = regionsOf(view); const { programs, classes } = view;
  const room = (): Row => { const column = (): Int32Array => new Int32Array(Math.max(programs.egress.count, programs.ingress.count)); return { lower: column(), upper: column() }; };
  return {
    space, rows: openRows(view), comparison: createRowComparison(view.axis.slotCount, ofSlot, count), weights: weigh(view), judge: createJudge(view),
    columns: { remote: room(), local: room() }, isHost: Uint8Array.from(classes.traits, ({ isHost }) => Number(isHost)),
  };
}

/** Classes between two slices: some milliseconds. */
const PER_SLICE = 64;

function* slices<T>(work: Generator<void, T>, done: number): Generator<number, T> {
  for (let step = 1; ; step += 1) {
    const { done: isDone, value } = work.next();
    if (isDone === true) return value;
    if (step % PER_SLICE === 0) yield done;
  }
}

function* lineImpact(bench: Bench, policy: Policy, line: PolicyLine, whole: Effect, counters: Counters, done: number): Generator<number, RuleImpact> {
  const { origin, direction } = line; const { space } = bench;
  if (!matchesAnything(space, line)) return { origin, direction, status: 'MATCHES_NOTHING', isOwnSide: false, shadowedBy: [] };
  const effect = isAllOf(policy, line) ? whole : yield* slices(effectOf(bench, line.removal, true, () => { counters.rowsWithoutRule += 1; }), done);
  const { isOwnSide } = effect;
  if (hasEffect(effect)) return { origin, direction, status: 'EFFECTIVE', isOwnSide, shadowedBy: [] };
  if (isOwnSide) return { origin, direction, status: 'REDUNDANT', isOwnSide, shadowedBy: [] };
  yield done;
  return { origin, direction, status: isReached(bench, line) ? 'REDUNDANT' : 'SHADOWED', isOwnSide, shadowedBy: decidedBy(space, line) };
}

const isAllOf = ({ removal }: Policy, line: PolicyLine): boolean => removal.ingress.size === line.removal.ingress.size && removal.egress.size === line.removal.egress.size;

function impactOf({ origin }: Policy, effect: Effect, rules: readonly RuleImpact[]): PolicyImpact {
  const { group, kind, namespace, name, source } = origin; const { podPairs, nodePairs, outside } = effect;
  const [allowed, denied, partial, unknown] = effect.verdicts as [number, number, number, number];
  return {
    policy: { group, kind, namespace, name, source }, effect: hasEffect(effect) ? 'END_TO_END' : effect.isOwnSide ? 'OWN_SIDE' : 'NONE',
    verdicts: { total: allowed + denied + partial + unknown, allowed, denied, partial, unknown }, podPairs, nodePairs, outside, rules,
  };
}
