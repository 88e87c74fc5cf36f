import { newCounters, type Counters } from '../compile/counters.ts';
import type { View } from '../compile/view.ts';
import { equalSets } from '../model/connection-set.ts';
import type { Grouping } from '../model/question.ts';
import { mergeCaveats } from '../query/caveats.ts';
import { createAttribution } from './attribute.ts';
import { changeList } from './change-list.ts';
import { LazyChange } from './lazy-change.ts';
import { changedPairs } from './changed-pairs.ts';
import type { ChangeCause, Diff, ResourceChange } from './changes.ts';
import { incomparability, type DiffCoverage } from './comparability.ts';
import { createDistinctions } from './distinctions.ts';
import { endsOfVersions } from './ends.ts';
import { createFacts } from './facts.ts';

/** What a comparison groups by, hides and blames. */
export interface DiffOptions {
  readonly groupBy: Grouping;
  /** Hides changes that consist of nothing but endpoints that came or went. */
  readonly ignoreEndpointChurn?: boolean;
  /** From `resourceChanges` over the objects of both versions. */
  readonly resources: readonly ResourceChange[];
  /** Of both versions; without it they count as comparable. */
  readonly coverage?: DiffCoverage;
  /** Collects counts of the work done: rows folded to be compared, sets computed, and causes looked for when changes are read. */
  readonly counters?: Counters;
}

/**
 * What changed between two versions: every pair of groups, and of groups with external ranges, whose sets differ, by
 * from, then to. Exact; each change names its causes and the changed objects that can stand behind it. Nodes are left
 * out, as in the list. Rows are compared once for all groups with the same rules in both versions, and only where those
 * rules differ: O(endpoints + rules + members of peer conditions), and a row per group that something changed about. Causes
 * are looked for when they are read.
 */
export function diffViews(base: View, target: View, { groupBy, ignoreEndpointChurn = false, resources, coverage, counters = newCounters() }: DiffOptions): Diff {
  const versions = { base, target };
  const distinctions = createDistinctions(base.firewalls, target.firewalls);
  const facts = createFacts(versions, distinctions);
  const ends = endsOfVersions(versions, groupBy, facts);
  const { peers, from, to, moves, moveAt } = changedPairs(versions, ends, { groupBy, ignoreEndpointChurn, hasPlacement: distinctions.hasPlacement, counters });
  const attribute = createAttribution({ versions, ends, peers, facts, moveAt, resources, everywhere: enforcementCauses(base, target), counters });
  const all = changeList(from.length, (index) => new LazyChange(moveAt(moves[index]!), peers[from[index]!]!, peers[to[index]!]!, () => attribute(from[index]!, to[index]!, moves[index]!)));
  const changes = ignoreEndpointChurn ? all.filter(({ causes }) => !causes.every((cause) => CHURN.has(cause))) : all;
  const difference = incomparability(coverage);
  const caveats = mergeCaveats(difference === null ? [] : [difference], base.firewalls.caveats, target.firewalls.caveats);
  return { comparable: difference === null, caveats, changes, resources };
}

const CHURN: ReadonlySet<ChangeCause> = new Set<ChangeCause>(['ENDPOINT_ADDED', 'ENDPOINT_REMOVED']);

/** Another enforcer, or one that models other traffic, can change every answer without any rule in between. */
function enforcementCauses({ firewalls: base }: View, { firewalls: target }: View): readonly ChangeCause[] {
  const isSame = base.enforcer.name === target.enforcer.name && base.enforcer.version === target.enforcer.version
    && settingsText(base.enforcer.settings) === settingsText(target.enforcer.settings) && equalSets(base.universe, target.universe);
  return isSame ? [] : ['ENFORCEMENT'];
}

const settingsText = (settings: Readonly<Record<string, string>>): string => JSON.stringify(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1)));
