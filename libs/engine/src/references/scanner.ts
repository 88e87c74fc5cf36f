import { QuestionError } from '../model/failure.ts';

/** References are typed by people; anything longer is a mistake or an attack, and is not worth echoing. */
const MAX_LENGTH = 1000;

/** A cursor over the text of one reference. */
export interface Scanner { readonly text: string; position: number }

/**
 * Starts reading a reference.
 *
 * @throws {QuestionError} REF_INVALID when the text is longer than 1000 characters
 */
export function scan(text: string): Scanner {
  if (text.length > MAX_LENGTH) throw new QuestionError('REF_INVALID', `a reference has at most ${String(MAX_LENGTH)} characters; this one has ${String(text.length)}`, { column: MAX_LENGTH + 1, text: '', caret: '' });
  return { text, position: 0 };
}

/** Stops with the column, from 1, and the text with a caret under that column. */
export function refuse(scanner: Scanner, message: string, position: number = scanner.position): never {
  // One column for one character, whatever a terminal would make of it.
  const shown = scanner.text.replaceAll(/\p{C}/gu, '\u{FFFD}');
  throw new QuestionError('REF_INVALID', message, { column: position + 1, text: shown, caret: `${shown}\n${' '.repeat(position)}^` });
}

export const atEnd = (scanner: Scanner): boolean => scanner.position >= scanner.text.length;
export const rest = (scanner: Scanner): string => scanner.text.slice(scanner.position);
export const peek = (scanner: Scanner): string => scanner.text[scanner.position] ?? '';

/** Takes the literal if it stands here. */
export function take(scanner: Scanner, literal: string): boolean {
  if (!scanner.text.startsWith(literal, scanner.position)) return false;
  scanner.position += literal.length;
  return true;
}

export function expect(scanner: Scanner, literal: string, where: string): void {
  if (!take(scanner, literal)) refuse(scanner, `expected "${literal}" ${where}`);
}

/** Takes what the sticky pattern matches here, possibly nothing. */
export function takeWhile(scanner: Scanner, pattern: RegExp): string {
  pattern.lastIndex = scanner.position;
  const found = pattern.exec(scanner.text)?.[0] ?? '';
  scanner.position += found.length;
  return found;
}

export function expectEnd(scanner: Scanner, after: string): void {
  if (!atEnd(scanner)) refuse(scanner, `unexpected text after ${after}`);
}
