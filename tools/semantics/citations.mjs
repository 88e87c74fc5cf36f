// Which rules the names of tests cite.
import ts from 'typescript';

const TESTS = new Set(['it', 'test', 'describe']);

/** All ids from the first to the last, which have one prefix; `NP-15` and `NP-17` give three. */
export function idsBetween(first, last = first) {
  const [, prefix, from] = /^(.*?)(\d+)$/.exec(first) ?? [];
  const [, otherPrefix, to] = /^(.*?)(\d+)$/.exec(last) ?? [];
  if (prefix === undefined || prefix !== otherPrefix) return [first, last];
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => `${prefix}${String(Number(from) + index)}`);
}

/** Finds ids in texts, of those that begin like one of the rules: what begins otherwise is no citation. */
export function idReader(rules) {
  const prefixes = [...new Set(rules.map((id) => id.replace(/\d+$/, '')))];
  const id = `(?:${prefixes.join('|')})[0-9]+`;
  const cited = new RegExp(`\\b(${id})(?: to (${id}))?\\b`, 'g');
  const only = new RegExp(`^${id}(?: ${id})*$`);
  /** The ids that a text names, ranges spelled out. */
  const idsIn = (text) => [...text.matchAll(cited)].flatMap(([, first, last]) => idsBetween(first, last));
  return { idsIn, isOnlyIds: (text) => only.test(text) };
}

const textOf = (node) => {
  if (node === undefined) return '';
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node) ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' ') : '';
};

/** `it`, `it.each(table)` and `it.skip.each(table)`: the name that begins the chain, and the table. */
function chainOf(callee) {
  const tables = [];
  let node = callee;
  for (;;) {
    if (ts.isCallExpression(node)) { tables.push(...node.arguments); node = node.expression; } else if (ts.isPropertyAccessExpression(node)) node = node.expression; else break;
  }
  return { name: ts.isIdentifier(node) ? node.text : '', tables };
}

const isSkipped = (callee) => /\.(?:skip|todo|skipIf|runIf)\b/.test(callee.getText());

function stringsUnder(node, found = []) {
  if (ts.isStringLiteralLike(node)) found.push(node.text);
  ts.forEachChild(node, (child) => { stringsUnder(child, found); });
  return found;
}

/** The ids cited by the names of the tests in one spec; a table may give the name its id, and a skipped test cites nothing. */
export function citedIds(file, source, { idsIn, isOnlyIds }) {
  const ids = new Set();
  const visit = (node) => {
    if (ts.isCallExpression(node)) {
      const { name, tables } = chainOf(node.expression);
      if (TESTS.has(name) && isSkipped(node.expression)) return;
      const title = TESTS.has(name) ? textOf(node.arguments[0]) : '';
      for (const id of idsIn(title)) ids.add(id);
      if (title.includes('%s')) for (const text of tables.flatMap((table) => stringsUnder(table))) if (isOnlyIds(text)) for (const id of idsIn(text)) ids.add(id);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
  return ids;
}
