/** The text of one YAML document, its marker line included. */
export interface YamlDocumentText {
  readonly text: string;
  /** Line of the file on which the text begins, from 1. */
  readonly line: number;
}

const MARKER = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/;
/** Lines that hold nothing of a document: blank, comment, directive, or the marker alone. */
const IS_BARE = /^(?:[ \t\r]*(?:#[^]*)?|---[ \t\r]*(?:#[^]*)?|\.\.\.[ \t\r]*(?:#[^]*)?|%[^]*)$/;

/** Whether a document's text holds no content. */
export function isBareText(text: string): boolean {
  if (text.length >= 65_536) return false;
  for (let start = 0; ;) {
    const newline = text.indexOf('\n', start);
    if (!IS_BARE.test(newline < 0 ? text.slice(start) : text.slice(start, newline))) return false;
    if (newline < 0) return true;
    start = newline + 1;
  }
}

/**
 * Cuts a YAML stream at the markers that begin and end documents, so that each parses on its own and a broken one loses
 * no other. A marker at the beginning of a line cannot occur inside a valid document. What stands before the
 * first marker and holds no content (comments, directives) belongs to the document that follows.
 */
export function splitYamlDocuments(text: string): readonly YamlDocumentText[] {
  const out: YamlDocumentText[] = [];
  let start = 0; let startLine = 1; let line = 1;
  const cut = (end: number, isBeginning: boolean): void => {
    const part = text.slice(start, end);
    const isPreamble = isBeginning && !part.startsWith('---') && isBareText(part);
    // The parser takes an end marker for content when it comes first.
    const isEndMarker = part.startsWith('...');
    if (end > start && !isPreamble && !(isEndMarker && isBareText(part))) out.push({ text: isEndMarker ? `   ${part.slice(3)}` : part, line: startLine });
    if (!isPreamble) { start = end; startLine = line; }
  };
  for (let at = 0; at < text.length;) {
    const first = text.charCodeAt(at);
    if ((first === 0x2d || first === 0x2e) && MARKER.test(text.slice(at, at + 4)) && at > start) cut(at, first === 0x2d);
    const newline = text.indexOf('\n', at);
    if (newline < 0) break;
    at = newline + 1;
    line += 1;
  }
  cut(text.length, false);
  return out;
}
