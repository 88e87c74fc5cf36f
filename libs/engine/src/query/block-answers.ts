import type { View } from '../compile/view.ts';
import type { PairCounts, Reachability } from '../model/verdict.ts';
import type { Asked } from './asked.ts';
import { joinStandings, NO_STANDING, type Standing } from './caveats.ts';
import type { BlockRow } from './factored/block-row.ts';
import type { BlockTable } from './factored/block-table.ts';
import { isSomething, toReachability } from './reachability.ts';

/** Answers in front of a table. */
export interface BlockAnswers {
  /** Whether anything is allowed in a blend, if only perhaps. */
  isSomething(blend: number): boolean;
  /** The answer at a place of a row; null where nothing is allowed, not even perhaps. */
  at(row: BlockRow, place: number, sender: Standing, other: Standing): Reachability | null;
}

/** Answers of one blend; of equal counts too where they come one after the other. */
interface Kept { readonly pattern: Reachability | null; last: Reachability | null }

/** Puts answers together from what those of one blend have in common. `base` is what holds for all of them. */
export function createBlockAnswers(view: View, asked: Asked, table: BlockTable, base: Standing): BlockAnswers {
  const plain: (Kept | undefined)[] = []; let own = NO_STANDING; let ofSender: (Kept | undefined)[] = plain; let standing = base;
  let ofOthers = new Map<Standing, (Kept | undefined)[]>();
  const around = (other: Standing): (Kept | undefined)[] => {
    let known = ofOthers.get(other);
    if (known === undefined) ofOthers.set(other, known = []);
    return known;
  };
  const keptFor = (blend: number, whole: Standing): Kept => {
    const reachability = toReachability(view.firewalls, asked, table.tallyOf(blend), whole);
    return { pattern: isSomething(reachability) ? reachability : null, last: null };
  };
  return {
    isSomething: (blend) => (plain[blend] ??= keptFor(blend, base)).pattern !== null,
    at(row, place, sender, other) {
      const blend = row.blends[place]!;
      if (blend < 0) return null;
      if (sender !== own) {
        own = sender;
        ofOthers = new Map();
        [ofSender, standing] = sender === NO_STANDING ? [plain, base] : [[], joinStandings(base, sender)];
      }
      const kept = other === NO_STANDING ? ofSender[blend] ??= keptFor(blend, standing) : around(other)[blend] ??= keptFor(blend, joinStandings(standing, other));
      if (kept.pattern === null) return null;
      const pairs = countsAt(row, place);
      if (kept.last === null || !isSame(kept.last.pairs, pairs)) kept.last = { ...kept.pattern, pairs };
      return kept.last;
    },
  };
}

function countsAt(row: BlockRow, at: number): PairCounts {
  const allowed = row.allowed[at]!; const denied = row.denied[at]!; const partial = row.partial[at]!; const unknown = row.unknown[at]!;
  return { total: allowed + denied + partial + unknown, allowed, denied, partial, unknown };
}

const isSame = (a: PairCounts, b: PairCounts): boolean => a.total === b.total && a.allowed === b.allowed && a.denied === b.denied && a.partial === b.partial;
