import { stringEnd } from './scan.ts';

/** One value of a stream of JSON values. */
export interface JsonText { readonly text: string; readonly start: number }

const NESTING: Readonly<Record<number, number>> = { 0x7b: 1, 0x5b: 1, 0x7d: -1, 0x5d: -1 };

/** Cuts a stream of JSON values, one after the other, as kubectl accepts them; an unclosed last value is given as it is. */
export function splitJsonValues(text: string): readonly JsonText[] {
  const out: JsonText[] = [];
  let depth = 0; let start = -1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= 0x20) continue;
    if (start < 0) start = at;
    if (code === 0x22) at = stringEnd(text, at) - 1;
    const step = NESTING[code];
    if (step === undefined) continue;
    depth += step;
    if (depth > 0) continue;
    out.push({ text: text.slice(start, at + 1), start });
    start = -1;
    depth = 0;
  }
  if (start >= 0) out.push({ text: text.slice(start), start });
  return out;
}
