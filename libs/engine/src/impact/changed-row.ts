import { contentOf, type Placed } from '../compile/programs.ts';
import { createTrie } from '../compile/trie.ts';
import type { Direction, Rule } from '../model/firewalls.ts';
import type { AllRows } from './all-rows.ts';
import type { Front, Row, Space } from './space.ts';

/** The slots at which a row is another once some rules are gone, ascending, with what is allowed there before and after. */
export interface ChangedRow { readonly slots: Int32Array; readonly before: Row; readonly after: Row }

/** The rows in front of some classes. */
export interface ChangedFront { readonly classes: readonly number[]; readonly row: ChangedRow }

/** Where some rules make a difference on their own side. Fronts that come to the same row share it. `counted` is told of each row that is folded. */
export function* changedFronts(space: Space, rows: AllRows, direction: Direction, removed: ReadonlySet<Rule>, counted: () => void): Generator<ChangedFront> {
  const trie = createTrie(); const root = trie.root(); const known: (ChangedRow | undefined)[] = [];
  for (const front of space.frontsOf(direction, removed)) {
    const draft = space.write(front, front.rules.filter(({ rule }) => !removed.has(rule)));
    if (space.isProgramOf(front, draft)) continue;
    const node = contentOf(trie, trie.step(root, front.program), draft);
    let row = known[node];
    if (row === undefined) {
      row = differences(rows.row(direction, front.program), space.fold(direction, draft));
      known[node] = row;
      counted();
    }
    if (row.slots.length > 0) yield { classes: front.classes, row };
  }
}

/** Whether two ways to write the rules of a front come to different rows. */
export function isAnotherRow(space: Space, front: Front, a: readonly Placed[], b: readonly Placed[]): boolean {
  const row = (rules: readonly Placed[]): Row => space.fold(front.direction, space.write(front, rules));
  return differences(row(a), row(b)).slots.length > 0;
}

function differences(before: Row, after: Row): ChangedRow {
  const found: number[] = [];
  for (let slot = 0; slot < before.lower.length; slot += 1) if (before.lower[slot] !== after.lower[slot] || before.upper[slot] !== after.upper[slot]) found.push(slot);
  const slots = Int32Array.from(found);
  return { slots, before: at(before, slots), after: at(after, slots) };
}

function at({ lower, upper }: Row, slots: Int32Array): Row {
  const kept = slots.map((slot) => lower[slot]!);
  return { lower: kept, upper: upper === lower ? kept : slots.map((slot) => upper[slot]!) };
}
