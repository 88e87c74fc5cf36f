/** Answers of one sender by receiver. */
export interface BlockRow {
  /** Equal for pairs of groups with the same cells in them; -1 where there is no pair. */
  readonly blends: Int32Array;
  /** Pairs by verdict. */
  readonly allowed: Float64Array;
  readonly denied: Float64Array;
  readonly partial: Float64Array;
  readonly unknown: Float64Array;
}

export const newRow = (size: number): BlockRow => ({ blends: new Int32Array(size), allowed: new Float64Array(size), denied: new Float64Array(size), partial: new Float64Array(size), unknown: new Float64Array(size) });

export function copyAnswer(from: BlockRow, position: number, to: BlockRow, at: number): void {
  to.blends[at] = from.blends[position]!;
  to.allowed[at] = from.allowed[position]!; to.denied[at] = from.denied[position]!; to.partial[at] = from.partial[position]!; to.unknown[at] = from.unknown[position]!;
}

/** The same answers with room for as many again. */
export function widened(row: BlockRow): BlockRow {
  const wider = newRow(2 * row.blends.length);
  wider.blends.set(row.blends);
  for (const verdict of ['allowed', 'denied', 'partial', 'unknown'] as const) wider[verdict].set(row[verdict]);
  return wider;
}
