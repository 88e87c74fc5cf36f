import { createTrie } from '../../compile/trie.ts';
import type { Direction } from '../../model/firewalls.ts';
import { regionsOf } from '../../query/factored/regions.ts';
import { SIDES, type Side } from '../versions.ts';
import type { BoundRows } from './rows.ts';
import { addCell, newCellList, type CellList, type Sides } from './sides.ts';
import type { JointSpace } from './space.ts';

/** Classes that are alike but for exceptions: the same values by region in both versions, one region, the same families. */
interface ClassType { readonly id: number; readonly region: number; readonly lower: Readonly<Record<Side, Int32Array>>; readonly upper: Readonly<Record<Side, Int32Array>>; readonly isEven: boolean }

/** The types of ends as one side of a pair. */
export interface TypesOf {
  of(classes: readonly number[]): number;
  /** Whether the values by region of such an end are those of before. */
  isEven(type: number): boolean;
  /** Whether that of one region is not, or the families are not. */
  differsFor(type: number, region: number): boolean;
  /** The regions in which its classes are. */
  regionsOf(type: number): readonly number[];
  readonly all: readonly (readonly ClassType[])[];
}

export interface EndTypes {
  readonly from: TypesOf;
  readonly to: TypesOf;
  /** The move between ends of two types where no exception says otherwise, -1 for none. */
  move(from: number, to: number): number;
}

export function createEndTypes(space: JointSpace, sides: Sides, rows: Readonly<Record<Direction, BoundRows>>): EndTypes {
  const { sets, families, universes } = space;
  const from = createTypes(space, 'egress', rows.egress); const to = createTypes(space, 'ingress', rows.ingress);
  const isCertain = rows.egress.lower === rows.egress.upper && rows.ingress.lower === rows.ingress.upper;
  const universeOf = (side: Side, a: ClassType, b: ClassType): number => universes[side][families[side][a.id]! & families[side][b.id]!]!;
  const bound = (side: Side, which: 'lower' | 'upper', a: ClassType, b: ClassType, universe: number): number => sets.intersect(sets.intersect(a[which][side][b.region]!, b[which][side][a.region]!), universe);
  const lists = { base: newCellList(), target: newCellList() };
  const fill = (side: Side, senders: readonly ClassType[], receivers: readonly ClassType[]): CellList => {
    const list = lists[side];
    list.size = 0;
    for (const a of senders) for (const b of receivers) {
      const universe = universeOf(side, a, b); const lower = bound(side, 'lower', a, b, universe);
      addCell(list, lower, isCertain ? lower : bound(side, 'upper', a, b, universe), universe);
    }
    return list;
  };
  // Nearly all pairs of types have the same as before, which shows without a set.
  const isSame = (a: ClassType, b: ClassType): boolean => a.lower.base[b.region] === a.lower.target[b.region] && b.lower.base[a.region] === b.lower.target[a.region]
    && (isCertain || (a.upper.base[b.region] === a.upper.target[b.region] && b.upper.base[a.region] === b.upper.target[a.region])) && universeOf('base', a, b) === universeOf('target', a, b);
  const isSameThroughout = (senders: readonly ClassType[], receivers: readonly ClassType[]): boolean => {
    for (const a of senders) for (const b of receivers) if (!isSame(a, b)) return false;
    return true;
  };
  return {
    from, to,
    move(fromType, toType) {
      const senders = from.all[fromType]!; const receivers = to.all[toType]!;
      return isSameThroughout(senders, receivers) ? -1 : sides.moveOfCells(fill('base', senders, receivers), fill('target', senders, receivers));
    },
  };
}

function createTypes(space: JointSpace, direction: Direction, { lower, upper }: BoundRows): TypesOf {
  const { fold, families } = space; const programs = space.programs[direction]; const { ofSlot } = regionsOf(fold);
  const trie = createTrie(); const root = trie.root(); const endsRoot = trie.root();
  const types: ClassType[] = []; const typeOfNode: number[] = []; const ofClass = new Int32Array(space.classCount).fill(-1);
  const all: (readonly ClassType[])[] = []; const endTypeOfNode: number[] = []; const isEven: boolean[] = [];
  const typeOf = (id: number): number => {
    if (ofClass[id]! >= 0) return ofClass[id]!;
    const region = ofSlot[id]!; let node = trie.step(root, region);
    for (const side of SIDES) {
      const program = programs[side][id]!;
      node = trie.step(trie.step(trie.step(node, lower.of(program).vector), upper.of(program).vector), families[side][id]!);
    }
    const vectors = ({ of, vectorAt }: BoundRows['lower']): Readonly<Record<Side, Int32Array>> => ({ base: vectorAt(of(programs.base[id]!).vector), target: vectorAt(of(programs.target[id]!).vector) });
    return ofClass[id] = typeOfNode[node] ??= types.push(typeFrom(id, region, vectors(lower), vectors(upper), families)) - 1;
  };
  return {
    all, isEven: (type) => isEven[type]!,
    differsFor: (type, region) => all[type]!.some(({ id, lower: low, upper: high }) => low.base[region] !== low.target[region] || high.base[region] !== high.target[region] || families.base[id] !== families.target[id]),
    regionsOf: (type) => [...new Set(all[type]!.map(({ region }) => region))],
    of(classes) {
      const distinct = classes.length === 1 ? [typeOf(classes[0]!)] : [...new Set(classes.map(typeOf))].sort((a, b) => a - b);
      const node = distinct.reduce((at, type) => trie.step(at, type), endsRoot);
      let type = endTypeOfNode[node];
      if (type === undefined) {
        type = endTypeOfNode[node] = all.push(distinct.map((one) => types[one]!)) - 1;
        isEven.push(all[type]!.every((one) => one.isEven));
      }
      return type;
    },
  };
}

function typeFrom(id: number, region: number, lower: ClassType['lower'], upper: ClassType['upper'], families: JointSpace['families']): ClassType {
  // Equal vectors are one object.
  return { id, region, lower, upper, isEven: lower.base === lower.target && upper.base === upper.target && families.base[id] === families.target[id] };
}
