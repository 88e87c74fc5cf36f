import { parseEvents } from 'js-yaml';
import { childPointer, parentPointer } from '../model/json-pointer.ts';
import { isNdjson, looksLikeJson } from './json/detect.ts';
import { splitJsonValues } from './json/split-values.ts';
import { READ_LIMITS } from './limits.ts';
import { lineAt } from './line-at.ts';
import { visitPositions } from './yaml/positions.ts';
import { splitYamlDocuments } from './yaml/split-documents.ts';

function documentAt(text: string, document: number): { readonly text: string; readonly line: number } | undefined {
  if (!looksLikeJson(text)) return splitYamlDocuments(text)[document - 1];
  if (isNdjson(text)) {
    const lines = text.split('\n').map((line, index) => ({ text: line, line: index + 1 })).filter((line) => /\S/.test(line.text));
    return lines[document - 1];
  }
  const value = splitJsonValues(text)[document - 1];
  return value === undefined ? undefined : { text: value.text, line: lineAt(text, value.start, 1) };
}

/**
 * The lines, from 1, of JSON pointers inside one document of a text; a pointer that is not there gets the line of the
 * nearest enclosing value that is. Objects inside a List are reached by `/items/N`. Empty where the document cannot be
 * parsed. Costs one parse of the document.
 */
export function locate(text: string, document: number, pointers: readonly string[]): Readonly<Record<string, number>> {
  const part = documentAt(text.startsWith('\uFEFF') ? text.slice(1) : text, document);
  if (part === undefined) return {};
  const wanted = new Set(pointers.flatMap((pointer) => { const chain: string[] = []; for (let at: string | undefined = pointer; at !== undefined; at = parentPointer(at)) chain.push(at); return chain; }));
  const lines = new Map<string, number>();
  let offset = 0; let line = part.line;
  try {
    visitPositions(part.text, parseEvents(part.text, { maxDepth: READ_LIMITS.depth }), (path, start) => {
      if (lines.size === 0) lines.set('', lineAt(part.text, start, part.line));
      const pointer = path.reduce(childPointer, '');
      if (!wanted.has(pointer)) return;
      line = lineAt(part.text, start, line, offset);
      offset = start;
      lines.set(pointer, line);
    });
  } catch { return {}; }
  const found: Record<string, number> = {};
  for (const pointer of pointers) {
    for (let at: string | undefined = pointer; at !== undefined; at = parentPointer(at)) {
      const near = lines.get(at);
      if (near !== undefined) { found[pointer] = near; break; }
    }
  }
  return found;
}
