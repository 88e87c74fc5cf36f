/** Plain text, as nearly all of it is. */
const NARROW = /^[\x20-\x7E]*$/;

/**
 * Text with every control, format, private and unassigned character written as `\u{…}`, so that a hostile name can
 * neither move a terminal's cursor nor turn the direction of a line.
 */
export function printable(text: string): string {
  return NARROW.test(text) ? text : text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uFF01-\uFF60]/u;

/** Columns that printable text takes on a terminal. */
export function displayWidth(text: string): number {
  if (NARROW.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += /\p{M}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}
