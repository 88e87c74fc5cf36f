/** The line of an offset in a text whose first line has the number `firstLine`; O(offset - from), however long the text goes on without a line break. */
export function lineAt(text: string, offset: number, firstLine: number, from = 0): number {
  const before = text.slice(from, offset);
  let line = firstLine;
  for (let at = before.indexOf('\n'); at >= 0; at = before.indexOf('\n', at + 1)) line += 1;
  return line;
}
