import { SPARE, type ClassTraits, type Classes } from '../compile/classes.ts';
import type { NumberedCondition, PeerPart } from '../compile/conditions.ts';
import type { PeerSets } from '../compile/peer-sets.ts';
import type { View } from '../compile/view.ts';
import type { PatchedTable } from '../model/endpoints/patched.ts';
import type { Direction } from '../model/firewalls.ts';
import { invariant, InvariantError } from '../model/invariant.ts';
import { valueAt, type Column } from './column.ts';
import type { Ground, MatchedClasses } from './ground.ts';
import type { Order } from './order.ts';

/** A peer condition that was evaluated. */
export interface KnownCondition { readonly condition: NumberedCondition; readonly parts: readonly PeerPart[] }

/** A class that came after compiling. */
export interface LateClass { readonly id: number; readonly traits: ClassTraits; /** Peer sets that it joined. */ readonly joined: Int32Array; /** What it matched when it came; expressions that were added since list it themselves. */ readonly matches: readonly number[] }

/** What versions keep by number: of a class, a group, an expression, a condition, a placement. */
export interface ColumnValues {
  /** Content of each class, as a path; -1 for those without. */
  readonly nodes: number;
  /** How many groups a class has. */
  readonly groupCounts: number;
  /** -1 where this version has not met the group. */
  readonly classOfGroup: number;
  /** Group by row after those of the columns that were compiled. */
  readonly lateGroups: number;
  /** By class, from `ground.firstSpare` on. */
  readonly late: LateClass | null;
  /** By expression, from the first that was not compiled. */
  readonly matches: MatchedClasses | null;
  readonly conditions: KnownCondition | null;
  /** Peer sets narrowed to one signature of named ports; -1 where none was asked for. */
  readonly narrowed: number;
  /** The path of its rules, by class. */
  readonly egressProfiles: number;
  readonly ingressProfiles: number;
  readonly egressPrograms: number;
  readonly ingressPrograms: number;
  /** Where a placement stands among those of its tier; -1 where this version does not have it. */
  readonly egressPlaces: number;
  readonly ingressPlaces: number;
}

export type Columns = { -readonly [Name in keyof ColumnValues]: Column<ColumnValues[Name]> };

/** The rules of one direction. */
export interface SideVersion { readonly order: Order; /** Rules that were here since compiling and are not any more. */ readonly dead: number }

/** What holds in one version. Nothing of it changes any more; the next begins with a copy and replaces what does. */
export interface Version {
  readonly ground: Ground;
  readonly view: View;
  readonly endpoints: PatchedTable;
  readonly columns: Readonly<Columns>;
  /** Families of each slot, as questions see them. */
  readonly families: Uint8Array;
  /** How many classes came after compiling. */
  readonly lateCount: number;
  /** The traits of all classes in one piece, once somebody asks; shared until a class comes. */
  readonly traits: { all: readonly ClassTraits[] | null };
  /** The version of the label index that these go by. */
  readonly labelVersion: number;
  readonly sides: Readonly<Record<Direction, SideVersion>>;
}

/** A version in the making. */
export type Draft = { -readonly [Key in Exclude<keyof Version, 'columns'>]: Version[Key] } & { readonly columns: Columns };

type Known = Pick<Version, 'ground' | 'columns'>;

export const usedClasses = ({ ground, lateCount }: Pick<Version, 'ground' | 'lateCount'>): number => ground.firstSpare + lateCount;
export const knows = ({ ground, columns }: Known, expression: number): boolean => expression < ground.compiledExpressions || valueAt(columns.matches, expression - ground.compiledExpressions) !== null;
const lateAt = ({ ground, columns }: Known, id: number): LateClass | null => valueAt(columns.late, id - ground.firstSpare);
export const traitsAt = (version: Known, id: number): ClassTraits => (id < version.ground.firstSpare ? version.ground.prepared.classes.traits[id]! : lateAt(version, id)?.traits ?? SPARE);
export const conditionAt = ({ columns }: Pick<Version, 'columns'>, condition: number): KnownCondition | null => valueAt(columns.conditions, condition);

export function peerSetsOf({ ground, columns: { late }, lateCount }: Pick<Version, 'ground' | 'columns' | 'lateCount'>): PeerSets {
  return ground.peers.view(lateCount, (index) => valueAt(late, index)!.joined);
}

/** The traits of all classes, spare ones too. */
export function allTraits(version: Pick<Version, 'ground' | 'columns' | 'lateCount' | 'traits'>): readonly ClassTraits[] {
  if (version.traits.all !== null) return version.traits.all;
  const all = version.ground.prepared.classes.traits.slice();
  for (let id = version.ground.firstSpare; id < usedClasses(version); id += 1) all[id] = traitsAt(version, id);
  version.traits.all = all;
  return all;
}

/** The classes that an expression matches, which the version knows. */
export function classesOf(version: Known, expression: number): { readonly sure: readonly number[]; readonly maybe: readonly number[] } {
  const { ground } = version; const added = expression - ground.compiledExpressions;
  const known = added < 0 ? ground.compiledMatches[expression] : valueAt(version.columns.matches, added) ?? undefined;
  invariant(known !== undefined, 'E-7A1C', `expression ${String(expression)} was not evaluated`);
  const late = (match: number): readonly number[] => (ground.lateWith[match] ?? []).filter((each) => each.id >= known.upTo && lateAt(version, each.id) === each).map(({ id }) => id);
  return { sure: [...known.sure, ...late(2 * expression)], maybe: [...known.maybe, ...late(2 * expression + 1)] };
}

/** The classes as questions see them. An endpoint's follows from its group, so that they cost nothing until all of them are asked for. */
export function classesIn(draft: Draft): Classes {
  const { ground, endpoints: { length, rowAt, runs: { starts, rows } }, columns, lateCount, traits } = draft; const { groups: { ofRow } } = ground; const { classOfGroup, lateGroups } = columns;
  const ofRowAt = (row: number): number => valueAt(classOfGroup, row < ofRow.length ? ofRow[row]! : valueAt(lateGroups, row - ofRow.length));
  let all: Int32Array | undefined;
  const gather = (): Int32Array => {
    const found = new Int32Array(length);
    for (let run = 0; run < starts.length; run += 1) {
      const end = starts[run + 1] ?? length; const shift = rows[run]! - starts[run]!;
      for (let at = starts[run]!; at < end; at += 1) found[at] = ofRowAt(at + shift);
    }
    return found;
  };
  return {
    count: ground.prepared.classes.count, classAt: (index) => ofRowAt(rowAt(index)), ofLabelSets: isNotKept,
    get traits() { return allTraits({ ground, columns, lateCount, traits }); },
    get ofEndpoint() { return all ??= gather(); },
  };
}

/** Label sets belong to what is compiled; nothing asks a view for them. */
function isNotKept(): never {
  throw new InvariantError('E-5D20', 'a live view keeps no label sets');
}
