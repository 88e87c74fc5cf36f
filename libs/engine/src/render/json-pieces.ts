/** A value of a document: data, a list that is made while it is written, or what is only known once the fields before it are written. */
export type PieceValue = object | string | number | boolean | null | Iterable<object> | (() => string | number | boolean | null);

/** An item of a list that is JSON already, its lines but the first beginning with what {@link jsonPieces} indents items by. */
export class JsonText { readonly text: string; constructor(text: string) { this.text = text; } }

/** A document as pieces of its JSON, so that lists longer than memory can be written: the same text as `JSON.stringify` gives. `indent` in blanks. */
export function* jsonPieces(document: Readonly<Record<string, PieceValue>>, indent = 0): Generator<string> {
  const [line, deeper, colon] = indent === 0 ? ['', '', ':'] : [`\n${' '.repeat(indent)}`, `\n${' '.repeat(2 * indent)}`, ': '];
  let opening = '{';
  for (const [name, value] of Object.entries(document)) {
    yield `${opening}${line}${JSON.stringify(name)}${colon}`;
    opening = ',';
    if (isMade(value)) yield* listPieces(value, line, deeper, indent);
    else yield indented(typeof value === 'function' ? value() : value, line, indent);
  }
  yield opening === '{' ? '{}' : `${indent === 0 ? '' : '\n'}}`;
}

const isMade = (value: PieceValue): value is Iterable<object> => typeof value === 'object' && value !== null && Symbol.iterator in value;

function* listPieces(items: Iterable<object>, line: string, deeper: string, indent: number): Generator<string> {
  const first = `[${deeper}`; const further = `,${deeper}`;
  let opening = first;
  for (const item of items) { yield opening + (item instanceof JsonText ? item.text : indented(item, deeper, indent)); opening = further; }
  yield opening === first ? '[]' : `${line}]`;
}

/** What stands deeper in the document is moved there; texts hold no line breaks in JSON. */
const indented = (value: unknown, line: string, indent: number): string => (indent === 0 ? JSON.stringify(value) : JSON.stringify(value, null, indent).replaceAll('\n', line));
