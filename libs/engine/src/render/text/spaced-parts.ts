/** Parts of a text, each of lines that end with a line break, with an empty line between those that have any. */
export function* spacedParts(parts: Iterable<Iterable<string>>): Generator<string> {
  let gap = '';
  for (const part of parts) {
    let isFirst = true;
    for (const line of part) {
      yield isFirst ? `${gap}${line}` : line;
      isFirst = false;
    }
    if (!isFirst) gap = '\n';
  }
}
