/** An import of one name, where it belongs among those of the folder by the path that they come from. */
export function withImport(text, name, path) {
  const lines = text.split('\n');
  const pathOf = (line) => /^import .* from '(\.\/[^']+)';$/.exec(line)?.[1];
  const last = lines.findLastIndex((line) => pathOf(line) !== undefined);
  if (last < 0) throw new Error(`no import of the folder was found beside ${name}`);
  const next = lines.findIndex((line) => (pathOf(line) ?? '') > path);
  lines.splice(next < 0 ? last + 1 : next, 0, `import { ${name} } from '${path}';`);
  return lines.join('\n');
}

/** A list that begins with the line, with one more entry in its place; the first entry stays where it is if it is a word of its own, as `reference` is. */
export function withEntry(text, opening, entry) {
  const start = text.indexOf(opening);
  const end = text.indexOf('\n];', start);
  if (start < 0 || end < 0) throw new Error(`no list "${opening}" was found`);
  const lines = text.slice(start + opening.length, end).split('\n').filter((line) => line.trim() !== '');
  for (const [at, line] of lines.entries()) {
    const entries = line.trim().replace(/,$/, '').split(', ');
    const next = entries.findIndex((each) => each > entry && each !== "'reference'");
    if (next < 0 && at < lines.length - 1) continue;
    entries.splice(next < 0 ? entries.length : next, 0, entry);
    lines[at] = `  ${entries.join(', ')},`;
    break;
  }
  return `${text.slice(0, start + opening.length)}\n${lines.join('\n')}${text.slice(end)}`;
}
