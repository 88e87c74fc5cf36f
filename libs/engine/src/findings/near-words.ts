import { edits } from '../references/near-names.ts';

/** Beyond it a slip of the pen in one long list is not worth the search. */
const MOST_CANDIDATES = 5_000;

/** The word that was probably meant, a slip or two away; null where none is near. Short words must be nearer. */
export function nearWord(wanted: string, candidates: Iterable<string>): string | null {
  let best: string | null = null; let least = Math.min(2, Math.floor(wanted.length / 3)) + 1; let seen = 0;
  for (const word of candidates) {
    seen += 1;
    if (seen > MOST_CANDIDATES) break;
    const slips = wanted.toLowerCase() === word.toLowerCase() ? 0 : edits(wanted, word);
    if (word === wanted || slips >= least) continue;
    best = word; least = slips;
  }
  return best;
}
