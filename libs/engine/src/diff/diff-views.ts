import type { View } from '../compile/view.ts';
import { equalSets } from '../model/connection-set.ts';
import type { Grouping } from '../model/question.ts';
import { mergeCaveats } from '../query/caveats.ts';
import { assignRules } from './assign-rules.ts';
import { churnOf, createAttribution } from './attribute.ts';
import { changeKind } from './change-side.ts';
import type { ChangeCause, Diff, DiffChange, ResourceChange } from './changes.ts';
import { incomparability, type DiffCoverage } from './comparability.ts';
import { distinctionsOf } from './distinctions.ts';
import { groupChanges, type GroupChange } from './group-changes.ts';
import { compareEnds } from './order.ts';
import { pairChanges, type PairChange } from './pair-changes.ts';
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
}

/**
 * What changed between two versions: every pair of groups, and of groups with external ranges, whose sets differ, by
 * from, then to. Exact; each change names its causes and the changed objects that can stand behind it. Nodes are left
 * out, as in the list. Costs O(endpoints + rules), and a row or column per group that something changed about.
 */
export function diffViews(base: View, target: View, { groupBy, ignoreEndpointChurn = false, resources, coverage }: DiffOptions): Diff {
  const everywhere = enforcementCauses(base, target);
  const { groups, renamed } = groupChanges(base, target, groupBy, distinctionsOf(base.firewalls, target.firewalls));
  assignRules(groups, ruleChanges(base.firewalls, target.firewalls));
  const attribute = createAttribution(resources, everywhere);
  const changes: DiffChange[] = [];
  for (const pair of pairChanges(base, target, groupBy, { groups: everywhere.length > 0 ? touched(groups) : groups, renamed })) {
    if (ignoreEndpointChurn && churnOf(pair).length > 0) continue;
    const change = toChange(pair, attribute(pair));
    if (!ignoreEndpointChurn || !change.causes.every((cause) => CHURN.has(cause))) changes.push(change);
  }
  const difference = incomparability(coverage);
  const caveats = mergeCaveats(difference === null ? [] : [difference], base.firewalls.caveats, target.firewalls.caveats);
  return { comparable: difference === null, caveats, changes: changes.sort((a, b) => compareEnds(a.from, b.from) || compareEnds(a.to, b.to)), resources };
}

const CHURN: ReadonlySet<ChangeCause> = new Set<ChangeCause>(['ENDPOINT_ADDED', 'ENDPOINT_REMOVED']);

/** Another enforcer, or one that models other traffic, can change every answer without any rule in between. */
function enforcementCauses({ firewalls: base }: View, { firewalls: target }: View): readonly ChangeCause[] {
  const isSame = base.enforcer.name === target.enforcer.name && base.enforcer.version === target.enforcer.version
    && settingsText(base.enforcer.settings) === settingsText(target.enforcer.settings) && equalSets(base.universe, target.universe);
  return isSame ? [] : ['ENFORCEMENT'];
}

const settingsText = (settings: Readonly<Record<string, string>>): string => JSON.stringify(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1)));

/** All groups as changed, so that every row is compared. */
const touched = (groups: ReadonlyMap<string, GroupChange>): ReadonlyMap<string, GroupChange> => new Map([...groups].map(([ref, group]) => [ref, { ...group, isChanged: true }]));

function toChange({ from, to, before, after, universe }: PairChange, { causes, causedBy }: Pick<DiffChange, 'causes' | 'causedBy'>): DiffChange {
  return { kind: changeKind(before, after), from, to, before, after, universe, causes, causedBy };
}
