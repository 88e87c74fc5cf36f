import type { Counters } from '../compile/counters.ts';
import type { View } from '../compile/view.ts';
import { equalSets } from '../model/connection-set.ts';
import type { Grouping } from '../model/question.ts';
import { mergeCaveats } from '../query/caveats.ts';
import { createAttribution } from './attribute.ts';
import { changedPairs, peerOf } from './changed-pairs.ts';
import type { ChangeCause, Diff, DiffChange, ResourceChange } from './changes.ts';
import { incomparability, type DiffCoverage } from './comparability.ts';
import { distinctionsOf } from './distinctions.ts';
import { createEndChanges } from './end-change.ts';
import { createEndRules } from './end-rules.ts';
import { endsOfVersions } from './ends.ts';
import { createFacts } from './facts.ts';
import { ruleChanges } from './rule-changes.ts';

/** What a comparison groups by, hides and blames. */
export interface DiffOptions {
  readonly groupBy: Grouping;
  /** Hides changes that consist of nothing but endpoints that came or went. */
  readonly ignoreEndpointChurn?: boolean;
  /** From `resourceChanges` over the objects of both versions. */
  readonly resources: readonly ResourceChange[];
  /** Of both versions; without it they count as comparable. */
  readonly coverage?: DiffCoverage;
  /** Collects counts of the work done: rows folded to be compared, sets computed. */
  readonly counters?: Counters;
}

/**
 * What changed between two versions: every pair of groups, and of groups with external ranges, whose sets differ, by
 * from, then to. Exact; each change names its causes and the changed objects that can stand behind it. Nodes are left
 * out, as in the list. Rows are compared once for all groups with the same rules in both versions, and only where those
 * rules differ: O(endpoints + rules + members of peer conditions), and a row or column per group that something changed about.
 */
export function diffViews(base: View, target: View, { groupBy, ignoreEndpointChurn = false, resources, coverage, counters }: DiffOptions): Diff {
  const versions = { base, target };
  const everywhere = enforcementCauses(base, target);
  const distinctions = distinctionsOf(base.firewalls, target.firewalls);
  const facts = createFacts(versions, distinctions);
  const ends = endsOfVersions(versions, groupBy, facts);
  const rules = ruleChanges(base.firewalls, target.firewalls);
  const { pairs, moveAt } = changedPairs(versions, ends, { groupBy, ignoreEndpointChurn, hasPlacement: distinctions.hasPlacement, counters });
  const attribute = createAttribution({ versions, ends, rules, endRules: createEndRules(versions, rules), changeOf: createEndChanges(versions, facts), moveAt, resources, everywhere });
  const changes: DiffChange[] = [];
  for (const pair of pairs) {
    const { causes, causedBy } = attribute(pair);
    if (ignoreEndpointChurn && causes.every((cause) => CHURN.has(cause))) continue;
    const { kind, before, after, universe } = moveAt(pair.move);
    changes.push({ kind, from: peerOf(ends, pair.from), to: peerOf(ends, pair.to), before, after, universe, causes, causedBy });
  }
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
