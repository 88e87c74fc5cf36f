import type { ClassTraits } from '../compile/classes.ts';
import type { View } from '../compile/view.ts';
import type { Direction } from '../model/firewalls.ts';
import { classesIn, peerSetsOf, type Draft, type KnownCondition, type LateClass, type Version } from './version.ts';

/** One version becoming the next. What it shares with the one before is copied before the first write. */
export interface Change {
  readonly draft: Draft;
  /** Classes whose programs have to be written. */
  readonly unwritten: Readonly<Record<Direction, Set<number>>>;
  /** Programs by class where they differ from before. */
  readonly programs: Record<Direction, Int32Array | null>;
  hasNewSets: boolean;
  /** How many classes came late before. */
  readonly lateCount: number;
  /** The columns of classes, once they are the change's own. */
  columns: Columns | null;
  ownsGroups: boolean;
  /** What was learned since the change began, together with all that came since compiling. */
  conditions: Map<string, KnownCondition> | null;
  narrowed: Map<string, number> | null;
}

interface Columns { readonly traits: ClassTraits[]; readonly late: LateClass[]; readonly nodes: Int32Array; readonly families: Uint8Array; readonly profiles: Readonly<Record<Direction, Int32Array>> }

export const DIRECTIONS = ['egress', 'ingress'] as const;

export const beginChange = (version: Version): Change => ({
  draft: { ...version }, unwritten: { egress: new Set(), ingress: new Set() }, programs: { egress: null, ingress: null }, hasNewSets: false, lateCount: version.late.length, columns: null, ownsGroups: false, conditions: null, narrowed: null,
});

/** The columns of classes, to be written into. */
export function columnsOf(change: Change): Columns {
  if (change.columns !== null) return change.columns;
  const { draft } = change;
  const [nodes, egress, ingress] = copied(draft.nodes, draft.sides.egress.profiles, draft.sides.ingress.profiles);
  const profiles = { egress, ingress };
  const columns = { traits: draft.traits.slice(), late: draft.late.slice(), nodes, families: draft.families.slice(), profiles };
  draft.traits = columns.traits; draft.late = columns.late; draft.nodes = columns.nodes; draft.families = columns.families;
  draft.sides = { egress: { ...draft.sides.egress, profiles: profiles.egress }, ingress: { ...draft.sides.ingress, profiles: profiles.ingress } };
  change.columns = columns;
  return columns;
}

/** Copies of columns of one length in one block: to get memory costs more than to fill it. */
function copied(first: Int32Array, second: Int32Array, third: Int32Array): readonly [Int32Array, Int32Array, Int32Array] {
  const { length } = first; const block = new Int32Array(3 * length);
  block.set(first); block.set(second, length); block.set(third, 2 * length);
  return [block.subarray(0, length), block.subarray(length, 2 * length), block.subarray(2 * length)];
}

/** Programs by class in one direction, to be written into. */
export const programsOf = (change: Change, direction: Direction): Int32Array => (change.programs[direction] ??= change.draft.view.programs[direction].ofClass.slice());

export function putCondition(change: Change, key: string, known: KnownCondition): void {
  const { draft } = change;
  if (change.conditions === null) {
    change.conditions = new Map(draft.conditions.own);
    draft.conditions = { base: draft.conditions.base, own: change.conditions };
  }
  change.conditions.set(key, known);
  change.hasNewSets = true;
}

/** Remembers the peer set that is narrowed to a signature of named ports. */
export function putNarrowed(change: Change, key: string, peers: number): void {
  const { draft } = change;
  if (change.narrowed === null) {
    change.narrowed = new Map(draft.narrowed.own);
    draft.narrowed = { base: draft.narrowed.base, own: change.narrowed };
  }
  change.narrowed.set(key, peers);
  change.hasNewSets = true;
}

/** Puts a group into a class; numbers of groups are those of all versions. */
export function putGroup(change: Change, group: number, id: number): void {
  const { draft } = change;
  if (!change.ownsGroups || group >= draft.classOfGroup.length) {
    const before = draft.classOfGroup;
    const after = new Int32Array(group < before.length ? before.length : group + 64).fill(-1, before.length);
    after.set(before);
    draft.classOfGroup = after;
    change.ownsGroups = true;
  }
  draft.classOfGroup[group] = id;
}

/** The finished version. */
export function endChange({ draft, hasNewSets, lateCount, programs }: Change, firewalls: View['firewalls']): Version {
  const { view: before, ground: { sides } } = draft;
  const hasNewClasses = draft.late.length !== lateCount;
  const isSame = programs.egress === null && programs.ingress === null;
  const view: View = {
    ...before, firewalls,
    classes: classesIn(draft),
    axis: hasNewClasses ? { ...before.axis, families: draft.families } : before.axis,
    peerSets: hasNewSets || hasNewClasses ? peerSetsOf(draft) : before.peerSets,
    programs: isSame ? before.programs : {
      egress: programs.egress === null ? before.programs.egress : sides.egress.programs.view(programs.egress),
      ingress: programs.ingress === null ? before.programs.ingress : sides.ingress.programs.view(programs.ingress),
    },
  };
  return { ...draft, view };
}
