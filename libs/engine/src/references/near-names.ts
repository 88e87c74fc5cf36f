const MOST_NAMES = 5;
/** Enough to find a slip in a name, and a bound on the work for one mistyped question in a large cluster. */
const MOST_CANDIDATES = 20_000;
const MOST_EDITS = 3;

/** References like the one that names nothing, best first: one word apart from it, a prefix of it or the reverse, or a few edits away. */
export function nearNames(wanted: string, candidates: Iterable<string>): readonly string[] {
  const scored: { readonly name: string; readonly score: number }[] = [];
  let visited = 0;
  for (const name of candidates) {
    visited += 1;
    if (visited > MOST_CANDIDATES) break;
    const score = distance(wanted, name);
    if (score <= MOST_EDITS) scored.push({ name, score });
  }
  scored.sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1));
  return [...new Set(scored.map(({ name }) => name))].slice(0, MOST_NAMES);
}

/** 1 where only the kind or the namespace differs or one name begins with the other, else the number of edits. */
function distance(wanted: string, name: string): number {
  const [wantedKind, wantedScope, wantedName] = parts(wanted);
  const [kind, scope, own] = parts(name);
  if (own === wantedName && own !== '') return scope === wantedScope || kind === wantedKind ? 1 : 2;
  if (kind !== wantedKind && scope !== wantedScope) return MOST_EDITS + 1;
  if (scope === wantedScope && wantedName.length > 2 && (own.startsWith(wantedName) || wantedName.startsWith(`${own}-`))) return 2;
  return slips(wanted, name, wantedName.length);
}

/** Two edits turn any short name into any other, so a short name may have fewer. */
function slips(wanted: string, name: string, length: number): number {
  const most = Math.min(MOST_EDITS, Math.ceil(length / 3));
  const found = Math.abs(wanted.length - name.length) > most ? most + 1 : edits(wanted, name);
  return found > most ? MOST_EDITS + 1 : found;
}

function parts(ref: string): readonly [string, string, string] {
  const colon = ref.indexOf(':'); const slash = ref.indexOf('/', colon);
  return [ref.slice(0, colon), slash < 0 ? '' : ref.slice(colon + 1, slash), ref.slice(Math.max(colon, slash) + 1)];
}

/** Insertions, deletions, replacements and swaps of neighbours, given up as soon as a whole row is over the bound. */
export function edits(a: string, b: string): number {
  let before: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = at(previous, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(Math.min(at(previous, j) + 1, at(row, j - 1) + 1, replaced, isSwap ? at(before, j - 2) + 1 : replaced));
    }
    if (Math.min(...row) > MOST_EDITS) return MOST_EDITS + 1;
    before = previous;
    previous = row;
  }
  return at(previous, b.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? 0;
