import { READ_LIMITS } from '../limits.ts';

/** What a pass over JSON text shows that parsed values do not. */
export interface JsonScan {
  /** Offset of the second of two equal keys in one object; -1 where there is none. */
  readonly duplicateAt: number;
  readonly isTooDeep: boolean;
  /** Where the elements of the top value's `items`, or of a top-level list, begin and end. */
  readonly items: readonly { readonly start: number; readonly end: number }[];
}

interface Level { readonly isObject: boolean; readonly keys: Set<string>; isKeyNext: boolean; isItems: boolean; start: number }

/** The offset after the closing quote of the string that begins at `open`. */
function stringEnd(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at += 1; else if (code === 0x22) return at + 1;
  }
  return text.length;
}

/** Scans text that is known to be valid JSON, once, without building values. */
export function scanJson(text: string): JsonScan {
  const levels: Level[] = [];
  const items: { start: number; end: number }[] = [];
  let duplicateAt = -1; let lastKey = '';
  const open = (isObject: boolean, at: number): void => {
    const isItems = !isObject && (levels.length === 0 || (levels.length === 1 && lastKey === 'items'));
    levels.push({ isObject, keys: new Set(), isKeyNext: isObject, isItems, start: at });
  };
  const close = (at: number): void => {
    const level = levels.pop();
    if (level?.isObject === true && levels.at(-1)?.isItems === true) items.push({ start: level.start, end: at + 1 });
  };
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x7b: open(true, at); break;
      case 0x5b: open(false, at); break;
      case 0x7d: case 0x5d: close(at); break;
      case 0x2c: { const level = levels.at(-1); if (level !== undefined) level.isKeyNext = level.isObject; break; }
      case 0x22: {
        const end = stringEnd(text, at);
        const level = levels.at(-1);
        if (level?.isKeyNext === true) {
          lastKey = text.slice(at + 1, end - 1);
          if (level.keys.has(lastKey) && duplicateAt < 0) duplicateAt = at;
          level.keys.add(lastKey);
          level.isKeyNext = false;
        }
        at = end - 1;
        break;
      }
      default:
    }
    if (levels.length > READ_LIMITS.depth) return { duplicateAt, isTooDeep: true, items };
  }
  return { duplicateAt, isTooDeep: false, items };
}
