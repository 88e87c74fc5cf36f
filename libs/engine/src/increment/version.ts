import type { ClassTraits, Classes } from '../compile/classes.ts';
import type { NumberedCondition, PeerPart } from '../compile/conditions.ts';
import type { PeerSets } from '../compile/peer-sets.ts';
import type { View } from '../compile/view.ts';
import type { PatchedTable } from '../model/endpoints/patched.ts';
import type { Direction } from '../model/firewalls.ts';
import { invariant, InvariantError } from '../model/invariant.ts';
import type { Ground, MatchedClasses } from './ground.ts';
import type { Order } from './placements.ts';

/** A peer condition that was evaluated. */
export interface KnownCondition { readonly condition: NumberedCondition; readonly parts: readonly PeerPart[] }

/** What was compiled, and what came since. */
export interface Layered<Value> { readonly base: ReadonlyMap<string, Value>; readonly own: ReadonlyMap<string, Value> }

export const valueIn = <Value>({ base, own }: Layered<Value>, key: string): Value | undefined => own.get(key) ?? base.get(key);

/** The rules of one direction, and what stands in front of each class. */
export interface SideVersion { readonly order: Order; /** Rules that were here since compiling and are not any more. */ readonly dead: number; /** The path of its rules, by class. */ readonly profiles: Int32Array }

/** A class that came after compiling. */
export interface LateClass { /** Peer sets that it joined. */ readonly joined: Int32Array; /** What it matched when it came; expressions that were added since list it themselves. */ readonly matches: readonly number[] }

/** What holds in one version. Nothing of it changes any more; the next begins with a copy and replaces what does. */
export interface Version {
  readonly ground: Ground;
  readonly view: View;
  readonly endpoints: PatchedTable;
  readonly traits: readonly ClassTraits[];
  readonly families: Uint8Array;
  /** Content of each class, as a path; -1 for those without. */
  readonly nodes: Int32Array;
  /** Classes from `ground.firstSpare` on that have a content. */
  readonly late: readonly LateClass[];
  /** -1 where this version has not met the group. */
  readonly classOfGroup: Int32Array;
  /** Group by row after those of the columns that were compiled. */
  readonly lateGroups: Int32Array;
  /** The version of the label index that these go by. */
  readonly labelVersion: number;
  /** Expressions that were added since compiling. */
  readonly matches: ReadonlyMap<number, MatchedClasses>;
  readonly conditions: Layered<KnownCondition>;
  /** Peer sets narrowed to one signature of named ports, by both. */
  readonly narrowed: Layered<number>;
  readonly sides: Readonly<Record<Direction, SideVersion>>;
}

/** A version in the making. */
export type Draft = { -readonly [Key in keyof Version]: Version[Key] };

export const usedClasses = ({ ground, late }: Pick<Version, 'ground' | 'late'>): number => ground.firstSpare + late.length;
export const knows = ({ ground, matches }: Pick<Version, 'ground' | 'matches'>, expression: number): boolean => expression < ground.compiledExpressions || matches.has(expression);
export const peerSetsOf = ({ ground, late }: Pick<Version, 'ground' | 'late'>): PeerSets => ground.peers.view(late.map(({ joined }) => joined));

/** The classes that an expression matches, which the version knows. */
export function classesOf(version: Pick<Version, 'ground' | 'matches' | 'late'>, expression: number): { readonly sure: readonly number[]; readonly maybe: readonly number[] } {
  const { ground, late } = version;
  const known = expression < ground.compiledExpressions ? ground.compiledMatches[expression] : version.matches.get(expression);
  invariant(known !== undefined, 'E-7A1C', `expression ${String(expression)} was not evaluated`);
  const sure = [...known.sure]; const maybe = [...known.maybe];
  for (let index = known.upTo - ground.firstSpare; index < late.length; index += 1) {
    const { matches } = late[index]!;
    if (matches.includes(2 * expression)) sure.push(ground.firstSpare + index); else if (matches.includes(2 * expression + 1)) maybe.push(ground.firstSpare + index);
  }
  return { sure, maybe };
}

/** The classes as questions see them. An endpoint's follows from its group, so that they cost nothing until all of them are asked for. */
export function classesIn({ ground: { groups: { ofRow } }, endpoints: { length, rowAt, runs: { starts, rows } }, traits, classOfGroup, lateGroups }: Draft): Classes {
  const ofRowAt = (row: number): number => classOfGroup[row < ofRow.length ? ofRow[row]! : lateGroups[row - ofRow.length]!]!;
  let all: Int32Array | undefined;
  const gather = (): Int32Array => {
    const found = new Int32Array(length);
    for (let run = 0; run < starts.length; run += 1) {
      const end = starts[run + 1] ?? length; const shift = rows[run]! - starts[run]!;
      for (let at = starts[run]!; at < end; at += 1) found[at] = ofRowAt(at + shift);
    }
    return found;
  };
  return { count: traits.length, traits, classAt: (index) => ofRowAt(rowAt(index)), get ofEndpoint() { return all ??= gather(); }, ofLabelSets: isNotKept };
}

/** Label sets belong to what is compiled; nothing asks a view for them. */
function isNotKept(): never {
  throw new InvariantError('E-5D20', 'a live view keeps no label sets');
}
