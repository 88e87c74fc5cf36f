import type { ChangeCause } from './changes.ts';
import type { End } from './ends.ts';
import { FACT_CAUSES, type FactCause, type Facts } from './facts.ts';
import { SIDES, type Side, type Versions } from './versions.ts';
import { endpointTable } from '../model/endpoints/collect.ts';
import { textAt } from '../model/endpoints/texts.ts';

/** One endpoint of one version. */
export interface Member { readonly side: Side; readonly index: number }

/** What is another about an end that is there in both versions. */
export interface EndChange {
  /** Whether its endpoints can answer differently, whatever the rules. */
  readonly isChanged: boolean;
  /** Why they can; empty where they cannot, and where nothing but their nodes is another. */
  readonly causes: readonly ChangeCause[];
  /** Endpoints that are not the same in both versions. */
  readonly changed: readonly Member[];
}

interface Described extends Member { readonly ref: string; readonly facts: number; readonly weight: number }

/** What changed about ends, each worked out when it is first asked for; O(its endpoints). */
export function createEndChanges(versions: Versions, facts: Facts): (end: End) => EndChange {
  const known = new Map<End, EndChange>();
  const describe = (side: Side, index: number): Described => {
    const { refs, pods } = endpointTable(versions[side].firewalls.endpoints).columns;
    return { side, index, ref: textAt(refs, index), facts: facts.of(side, index), weight: Math.max(1, pods[index]!) };
  };
  const numbersOf = (end: End, side: Side): readonly number[] => end.sides[side]?.ends.endpoints ?? [];
  const compare = (end: End): EndChange => {
    const [base, target] = SIDES.map((side) => numbersOf(end, side)) as [readonly number[], readonly number[]];
    if (isSameThroughout(versions, facts, base, target)) return UNCHANGED;
    return compareEndpoints(base.map((index) => describe('base', index)), target.map((index) => describe('target', index)), facts);
  };
  return (end) => {
    let change = known.get(end);
    if (change === undefined) {
      change = compare(end);
      known.set(end, change);
    }
    return change;
  };
}

const UNCHANGED: EndChange = { isChanged: false, causes: [], changed: [] };

/** Nearly all ends are the same Pods in the same order: that shows without a list of any. */
function isSameThroughout({ base, target }: Versions, facts: Facts, before: readonly number[], after: readonly number[]): boolean {
  const old = endpointTable(base.firewalls.endpoints).columns; const current = endpointTable(target.firewalls.endpoints).columns;
  return before.length === after.length && before.every((index, at) => {
    const other = after[at]!;
    return old.pods[index] === current.pods[other] && textAt(old.refs, index) === textAt(current.refs, other) && facts.areSame(index, other);
  });
}

function compareEndpoints(old: readonly Described[], current: readonly Described[], facts: Facts): EndChange {
  const removed = without(old, current); const added = without(current, old);
  const changed: readonly Member[] = [...removed, ...added];
  if (isSameSet(compositionOf(old), compositionOf(current))) return { isChanged: false, causes: [], changed };
  // A workload without Pods may stand for more of them than before while it is the same.
  const growth = weightOf(current) - weightOf(old);
  if (removed.length === 0 && (added.length > 0 || growth > 0)) return { isChanged: true, causes: ['ENDPOINT_ADDED'], changed };
  if (added.length === 0) return { isChanged: true, causes: ['ENDPOINT_REMOVED'], changed };
  const differs = (cause: FactCause | 'placement'): boolean => !isSameSet(old.map((one) => facts.part(one.facts, cause)), current.map((one) => facts.part(one.facts, cause)));
  const causes: readonly ChangeCause[] = FACT_CAUSES.filter(differs);
  return { isChanged: true, causes: causes.length > 0 || differs('placement') ? causes : ['ENDPOINT_ADDED', 'ENDPOINT_REMOVED'], changed };
}

const weightOf = (list: readonly Described[]): number => list.reduce((sum, { weight }) => sum + weight, 0);

/** Those whose like, by reference and by facts, is not in the other list. */
function without(list: readonly Described[], other: readonly Described[]): readonly Described[] {
  const keys = new Set(other.map(({ ref, facts }) => `${String(facts)} ${ref}`));
  return list.filter(({ ref, facts }) => !keys.has(`${String(facts)} ${ref}`));
}

/** The kinds of Pods that an end has, each alone or not: one Pod has no peer in its own group, a second gives it one, a third changes nothing more. */
function compositionOf(list: readonly Described[]): readonly number[] {
  const found = new Map<number, { weight: number; count: number }>();
  for (const { facts, weight } of list) {
    const kind = found.get(facts);
    if (kind === undefined) found.set(facts, { weight, count: 1 }); else { kind.weight += weight; kind.count += 1; }
  }
  return [...found].map(([facts, { weight, count }]) => 4 * facts + 2 * Number(weight > 1) + Number(count > 1));
}

function isSameSet(a: readonly number[], b: readonly number[]): boolean {
  const left = new Set(a); const right = new Set(b);
  return left.size === right.size && [...left].every((one) => right.has(one));
}
