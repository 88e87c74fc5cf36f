// How a page of docs/semantics is written: a row for each rule, and links to the tests that pin it.

const ROW = /^(\| <a id="([^"]+)"><\/a>\S+ \|.*\| )([^|]*) \|$/;
const EXCUSED = /^\| \[([^\]]+)\]\(#[^)]+\) \| ([^|]+) \|$/;
const SETTING = /^\| `([a-z]+\.[a-z-]+)` \| ([^|]+) \|/;
const BEGIN = '<!-- the links below are written by `node tools/semantics.mjs --update` -->';

/** The rules of a page in order, those excused from a test with the reason, and the settings with their values. */
export function readDocument(markdown) {
  const ids = []; const excused = new Map(); const settings = new Map();
  for (const line of markdown.split('\n')) {
    const [, , id] = ROW.exec(line) ?? [];
    if (id !== undefined) ids.push(id);
    const [, excusedId, reason] = EXCUSED.exec(line) ?? [];
    if (excusedId !== undefined) excused.set(excusedId, reason);
    const [, setting, values] = SETTING.exec(line) ?? [];
    if (setting !== undefined) settings.set(setting, [...values.matchAll(/`([^`]+)`/g)].map(([, value]) => value));
  }
  return { ids, excused, settings };
}

/** The shortest ends of the paths that tell them apart, from two segments on. */
function labelsOf(paths) {
  const labels = new Map();
  for (const path of paths) {
    const parts = path.replace(/\.spec\.ts$/, '').split('/');
    const end = (count, of) => of.slice(-count).join('/');
    let count = 2;
    while (paths.some((other) => other !== path && end(count, other.replace(/\.spec\.ts$/, '').split('/')) === end(count, parts))) count += 1;
    labels.set(path, end(count, parts));
  }
  return labels;
}

/** A page with the tests of each rule in its last column, and what they link to at its end. */
export function withTests(markdown, testsById, root = '../..') {
  const at = markdown.indexOf(BEGIN);
  const text = (at < 0 ? markdown : markdown.slice(0, at)).trimEnd();
  const { ids, excused } = readDocument(text);
  const paths = [...new Set(ids.flatMap((id) => testsById.get(id) ?? []))].sort();
  const labels = labelsOf(paths);
  const cell = (id) => (testsById.get(id) ?? []).map((path) => `[${labels.get(path)}]`).sort().join(' ') || (excused.has(id) ? '[none](#rules-without-a-test)' : '');
  const lines = text.split('\n').map((line) => line.replace(ROW, (_, head, id) => `${head}${cell(id)} |`));
  return `${lines.join('\n')}\n\n${BEGIN}\n\n${paths.map((path) => `[${labels.get(path)}]: ${root}/${path}`).join('\n')}\n`;
}
