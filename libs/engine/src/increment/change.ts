import type { View } from '../compile/view.ts';
import type { Direction } from '../model/firewalls.ts';
import { penFor, valueAt, type Pen } from './column.ts';
import { classesIn, peerSetsOf, usedClasses, type ColumnValues, type Draft, type KnownCondition, type LateClass, type Version } from './version.ts';

/** One version becoming the next. What it shares with the one before is copied before the first write. */
export interface Change {
  readonly draft: Draft;
  /** Classes whose programs have to be written. */
  readonly unwritten: Readonly<Record<Direction, Set<number>>>;
  /** Columns that are written into. */
  readonly pens: Pens;
  hasNewSets: boolean;
  /** How many classes came late before. */
  readonly lateCount: number;
}

type Pens = { readonly [Name in keyof ColumnValues]: Pen<ColumnValues[Name]> };

export const DIRECTIONS = ['egress', 'ingress'] as const;
export const PROFILES = { egress: 'egressProfiles', ingress: 'ingressProfiles' } as const;
export const PROGRAMS = { egress: 'egressPrograms', ingress: 'ingressPrograms' } as const;
export const PLACES = { egress: 'egressPlaces', ingress: 'ingressPlaces' } as const;

export function beginChange(version: Version): Change {
  const columns = { ...version.columns };
  const pens: Pens = {
    nodes: penFor(columns.nodes, (column) => { columns.nodes = column; }),
    groupCounts: penFor(columns.groupCounts, (column) => { columns.groupCounts = column; }),
    classOfGroup: penFor(columns.classOfGroup, (column) => { columns.classOfGroup = column; }),
    lateGroups: penFor(columns.lateGroups, (column) => { columns.lateGroups = column; }),
    late: penFor(columns.late, (column) => { columns.late = column; }),
    matches: penFor(columns.matches, (column) => { columns.matches = column; }),
    conditions: penFor(columns.conditions, (column) => { columns.conditions = column; }),
    narrowed: penFor(columns.narrowed, (column) => { columns.narrowed = column; }),
    egressProfiles: penFor(columns.egressProfiles, (column) => { columns.egressProfiles = column; }),
    ingressProfiles: penFor(columns.ingressProfiles, (column) => { columns.ingressProfiles = column; }),
    egressPrograms: penFor(columns.egressPrograms, (column) => { columns.egressPrograms = column; }),
    ingressPrograms: penFor(columns.ingressPrograms, (column) => { columns.ingressPrograms = column; }),
    egressPlaces: penFor(columns.egressPlaces, (column) => { columns.egressPlaces = column; }),
    ingressPlaces: penFor(columns.ingressPlaces, (column) => { columns.ingressPlaces = column; }),
  };
  return { draft: { ...version, columns }, unwritten: { egress: new Set(), ingress: new Set() }, pens, hasNewSets: false, lateCount: version.lateCount };
}

export function putCondition(change: Change, condition: number, known: KnownCondition): void {
  change.pens.conditions.put(condition, known);
  change.hasNewSets = true;
}

/** Remembers the peer set that is narrowed to a signature of named ports. */
export function putNarrowed(change: Change, both: number, peers: number): void {
  change.pens.narrowed.put(both, peers);
  change.hasNewSets = true;
}

/** Puts a group into a class; numbers of groups are those of all versions. */
export function putGroup(change: Change, group: number, id: number): void {
  const { columns } = change.draft; const before = valueAt(columns.classOfGroup, group);
  if (before >= 0) change.pens.groupCounts.put(before, valueAt(columns.groupCounts, before) - 1);
  change.pens.groupCounts.put(id, valueAt(columns.groupCounts, id) + 1);
  change.pens.classOfGroup.put(group, id);
}

/** Gives a class that came the next spare number; it has its content and no rules yet. */
export function putLate(change: Change, late: Omit<LateClass, 'id'>, node: number): void {
  const { draft } = change; const { ground } = draft; const id = usedClasses(draft); const each = { ...late, id };
  change.pens.late.put(draft.lateCount, each);
  change.pens.nodes.put(id, node);
  (ground.classesOfContent[node] ??= []).push(id);
  for (const match of late.matches) (ground.lateWith[match] ??= []).push(each);
  if (draft.lateCount === change.lateCount) {
    draft.families = draft.families.slice();
    draft.traits = { all: null };
  }
  draft.families[id] = late.traits.families;
  draft.lateCount += 1;
}

/** The finished version. */
export function endChange({ draft, hasNewSets, lateCount, pens }: Change, firewalls: View['firewalls']): Version {
  const { view: before, ground: { sides, prepared: { classes: { count } } } } = draft;
  const hasNewClasses = draft.lateCount !== lateCount;
  const isSame = !pens.egressPrograms.isUsed && !pens.ingressPrograms.isUsed;
  const view: View = {
    ...before, firewalls,
    classes: classesIn(draft),
    axis: hasNewClasses ? { ...before.axis, families: draft.families } : before.axis,
    // Programs of other versions are among those seen from now on, and so are their sets.
    peerSets: hasNewSets || hasNewClasses || !isSame ? peerSetsOf(draft) : before.peerSets,
    programs: isSame ? before.programs : {
      egress: pens.egressPrograms.isUsed ? sides.egress.programs.view(draft.columns.egressPrograms, count) : before.programs.egress,
      ingress: pens.ingressPrograms.isUsed ? sides.ingress.programs.view(draft.columns.ingressPrograms, count) : before.programs.ingress,
    },
  };
  return { ...draft, view };
}
