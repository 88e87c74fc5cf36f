import type { ConnectionAnswer } from '../../query/answers.ts';
import { setTexts } from '../documents/set-text.ts';
import { printable } from '../text/printable.ts';
import { setCell } from '../text/set-cell.ts';

/** The whole list as a directed graph for Graphviz, line by line: an arrow for each pair, dashed where it is not allowed throughout. */
export function* connectionsDot(connections: Iterable<ConnectionAnswer>): Generator<string> {
  yield 'digraph connections {\n  rankdir=LR;\n  node [shape=box];\n';
  for (const { from, to, reachability } of connections) {
    const style = reachability.verdict === 'ALLOWED' ? '' : ', style=dashed';
    yield `  ${quoted(from.ref)} -> ${quoted(to.ref)} [label=${quoted(setCell(setTexts(reachability)))}${style}];\n`;
  }
  yield '}\n';
}

/** Graphviz reads escapes in texts, such as the name of the graph for `\G`. */
const quoted = (text: string): string => `"${printable(text).replaceAll('\\', '\\\\').replaceAll('"', String.raw`\"`)}"`;
