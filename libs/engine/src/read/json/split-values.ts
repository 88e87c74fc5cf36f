/** One value of a stream of JSON values. */
export interface JsonText { readonly text: string; readonly start: number }

/** Cuts a stream of JSON values, one after the other, as kubectl accepts them; an unclosed last value is given as it is. */
export function splitJsonValues(text: string): readonly JsonText[] {
  const out: JsonText[] = [];
  let depth = 0; let start = -1; let isString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isString) {
      if (code === 0x5c) at += 1; else if (code === 0x22) isString = false;
      continue;
    }
    if (code === 0x22) isString = true;
    if (start < 0 && code > 0x20 && code !== 0x2c) start = at;
    if (code === 0x7b || code === 0x5b) depth += 1;
    if (code === 0x7d || code === 0x5d) {
      depth -= 1;
      if (depth <= 0 && start >= 0) { out.push({ text: text.slice(start, at + 1), start }); start = -1; depth = 0; }
    }
  }
  if (start >= 0 && text.slice(start).trim() !== '') out.push({ text: text.slice(start), start });
  return out;
}
