/** The line of an offset in a text whose first line has the number `firstLine`. */
export function lineAt(text: string, offset: number, firstLine: number, from = 0): number {
  let line = firstLine;
  for (let at = text.indexOf('\n', from); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
