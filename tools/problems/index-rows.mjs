// What docs/problems/README.md explains: the first cell of each row, by section.

/** Codes by heading of second or third level, each with the page its row links to, or null. */
export function indexRows(markdown) {
  const sections = new Map();
  let rows = null;
  for (const line of markdown.split('\n')) {
    const heading = /^#{2,3} (.+)$/.exec(line);
    if (heading !== null) { rows = new Map(); sections.set(heading[1], rows); continue; }
    const row = /^\| (?:\[`([A-Z0-9_]+)`\]\(([^)]+)\)|`…?([A-Z0-9_]+)`) \|/.exec(line);
    if (row !== null) rows?.set(row[1] ?? row[3], row[2] ?? null);
  }
  return sections;
}
