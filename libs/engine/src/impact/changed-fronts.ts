import type { Placed } from '../compile/profiles.ts';
import { seal, type Draft } from '../compile/programs.ts';
import type { Direction, Rule } from '../model/firewalls.ts';
import { createFolder } from '../query/factored/factored-rows.ts';
import { regionsOf } from '../query/factored/regions.ts';
import { foldPoint, foldRow, type Bound, type Foldable } from '../query/fold.ts';
import type { AllRows } from './all-rows.ts';
import type { ChangedRow, RegionRow, RowComparison } from './row-difference.ts';
import type { Front, Row, Space } from './space.ts';

/** What rows are folded and compared with. */
export interface Folding { readonly space: Space; readonly rows: AllRows; readonly comparison: RowComparison }

/** Classes at which the same row is another. */
export interface ChangedFront { readonly classes: readonly number[]; readonly row: ChangedRow }

/** More slots than this are folded with all others, by regions. */
const FEW_SLOTS = 48;

interface Rewritten { readonly front: Front; readonly draft: Draft; readonly classes: number[] }

/** Where some rules make a difference on their own side. Fronts that come to the same row share it. `counted` is told of each row that is folded. */
export function* changedFronts({ space, rows, comparison }: Folding, direction: Direction, removed: ReadonlySet<Rule>, counted: () => void): Generator<ChangedFront> {
  const { view } = space; const rewritten = rewrite(space, direction, removed);
  if (rewritten.length === 0) return;
  // Only peers that the rules name can be seen otherwise.
  const slots = space.slotsOf(removed, FEW_SLOTS);
  const sealed = seal(rewritten.map(({ draft }) => draft), NO_CLASSES);
  const foldable: Foldable = { ...pick(space), programs: { egress: sealed, ingress: sealed } };
  const folder = slots !== null ? null : createFolder(foldable, direction, 'lower', regionsOf(view));
  for (const [program, { front, classes }] of rewritten.entries()) {
    counted();
    let row: ChangedRow;
    if (folder !== null && sealed.uncertain[program] === 0 && view.programs[direction].uncertain[front.program] === 0) {
      folder.fold(program);
      row = comparison.byRegions(rows.row(direction, front.program), { ofRegion: folder.ofRegion, slots: folder.seen, valueOf: (at) => folder.ofSlot[folder.seen[at]!]! });
    } else {
      const at = slots ?? everySlot(space);
      row = comparison.bySlots(at, rowAt(view, direction, front.program, slots), rowAt(foldable, direction, program, slots));
    }
    if (row.slots.length > 0) yield { classes, row };
  }
}

const NO_CLASSES = new Int32Array(0);
const pick = ({ view: { sets, peerSets, axis, counters } }: Space): Omit<Foldable, 'programs'> => ({ sets, peerSets, axis, counters });
const everySlot = ({ view: { axis } }: Space): readonly number[] => Array.from({ length: axis.slotCount }, (_, slot) => slot);

/** The fronts in which the rules stand without them, where that is another program; fronts that then have equal ones, and had, as one. */
function rewrite(space: Space, direction: Direction, removed: ReadonlySet<Rule>): readonly Rewritten[] {
  const found: Rewritten[] = []; const byProgram = new Map<number, Rewritten[]>();
  for (const front of space.frontsOf(direction, removed)) {
    const draft = space.write(front, front.rules.filter(({ rule }) => !removed.has(rule)));
    if (space.isProgramOf(front, draft)) continue;
    const known = byProgram.get(front.program); const same = known?.find((other) => isEqual(other.draft, draft));
    if (same !== undefined) {
      for (const id of front.classes) same.classes.push(id);
      continue;
    }
    const own = { front, draft, classes: [...front.classes] };
    found.push(own);
    if (known === undefined) byProgram.set(front.program, [own]); else known.push(own);
  }
  return found;
}

const isEqual = (a: Draft, b: Draft): boolean => a.peers.length === b.peers.length
  && a.peers.every((peers, at) => peers === b.peers[at] && a.actions[at] === b.actions[at] && a.bounds[at] === b.bounds[at] && a.traffic[at] === b.traffic[at]);

function rowAt(foldable: Foldable, direction: Direction, program: number, slots: readonly number[] | null): Row {
  const of = (bound: Bound): Int32Array => (slots === null ? foldRow(foldable, direction, program, bound) : Int32Array.from(slots, (slot) => foldPoint(foldable, direction, program, slot, bound)));
  const lower = of('lower');
  return { lower, upper: foldable.programs[direction].uncertain[program] === 1 ? of('upper') : lower };
}

/** Whether two ways to write the rules of a front come to different rows; only peers that its `own` rules name can tell them apart. */
export function isAnotherRow({ space, comparison }: Folding, front: Front, own: ReadonlySet<Rule>, ways: readonly [readonly Placed[], readonly Placed[]]): boolean {
  const { direction } = front; const { view } = space;
  const sealed = seal(ways.map((rules) => space.write(front, rules)), NO_CLASSES); const slots = space.slotsOf(own, FEW_SLOTS);
  const foldable: Foldable = { ...pick(space), programs: { egress: sealed, ingress: sealed } };
  if (slots !== null || sealed.isUncertain) return comparison.bySlots(slots ?? everySlot(space), rowAt(foldable, direction, 0, slots), rowAt(foldable, direction, 1, slots)).slots.length > 0;
  const folder = createFolder(foldable, direction, 'lower', regionsOf(view));
  const folded = (program: number): RegionRow => {
    folder.fold(program);
    const kept = [...folder.seen]; const values = kept.map((slot) => folder.ofSlot[slot]!);
    return { ofRegion: folder.ofRegion.slice(), slots: kept, valueOf: (at) => values[at]! };
  };
  return comparison.byRegions(folded(0), folded(1)).slots.length > 0;
}
