import type { YamlDocumentText } from './split-documents.ts';

/** A List cut into its elements, each a text of its own, and what stands around them. */
export interface SplitList { readonly rest: YamlDocumentText; readonly items: readonly YamlDocumentText[] }

const indentOf = (line: string): number => line.length - line.trimStart().length;
const isBlank = (line: string): boolean => /^\s*(?:#|$)/.test(line);

/** Where the elements begin and where the last one ends; undefined where there is no list in block style. */
function elementsIn(lines: readonly string[]): { readonly head: number; readonly starts: readonly number[]; readonly end: number } | undefined {
  const head = lines.findIndex((line) => /^items:[ \t\r]*(?:#.*)?$/.test(line));
  const first = head < 0 ? -1 : lines.findIndex((line, index) => index > head && !isBlank(line));
  const margin = /^ *(?=- +\S)/.exec(lines[first] ?? '')?.[0].length;
  if (margin === undefined) return undefined;
  const isDash = (line: string): boolean => line.startsWith('- ', margin) && indentOf(line) === margin;
  const after = lines.findIndex((line, index) => index > first && !isBlank(line) && !isDash(line) && indentOf(line) <= margin);
  const end = after < 0 ? lines.length : after;
  return { head, end, starts: lines.slice(first, end).flatMap((line, index) => (isDash(line) ? [first + index] : [])) };
}

/**
 * Cuts a List in block style, as kubectl writes it, at the dashes of its elements; undefined for other texts. Anchors that
 * one element sets and another uses are lost.
 */
export function splitYamlList({ text, line: firstLine }: YamlDocumentText): SplitList | undefined {
  const lines = text.split('\n');
  const found = elementsIn(lines);
  if (found === undefined) return undefined;
  const { head, starts, end } = found;
  const items = starts.map((start, index): YamlDocumentText => {
    const part = lines.slice(start, starts[index + 1] ?? end);
    return { text: part.join('\n').replace('-', ' '), line: firstLine + start };
  });
  return { rest: { text: [...lines.slice(0, head), ...lines.slice(end)].join('\n'), line: firstLine }, items };
}
