import { READ_LIMITS } from '../limits.ts';

/** What a pass over JSON text shows that parsed values do not. */
export interface JsonScan {
  /** Offset of the second of two equal keys in one object; -1 where there is none. */
  readonly duplicateAt: number;
  readonly isTooDeep: boolean;
  /** Where the elements of the top value's `items`, or of a top-level list, begin and end. */
  readonly items: readonly { readonly start: number; readonly end: number }[];
}

interface Level { readonly isObject: boolean; readonly keys: Set<string>; isKeyNext: boolean; readonly isItems: boolean; readonly start: number }
interface State { readonly levels: Level[]; readonly items: { start: number; end: number }[]; duplicateAt: number; lastKey: string }

/** The offset after the closing quote of the string that begins at `open`. */
export function stringEnd(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at += 1; else if (code === 0x22) return at + 1;
  }
  return text.length;
}

function openLevel({ levels, lastKey }: State, isObject: boolean, start: number): void {
  const isItems = !isObject && (levels.length === 0 || (levels.length === 1 && lastKey === 'items'));
  levels.push({ isObject, keys: new Set(), isKeyNext: isObject, isItems, start });
}

function closeLevel({ levels, items }: State, end: number): void {
  const level = levels.pop();
  if (level?.isObject === true && levels.at(-1)?.isItems === true) items.push({ start: level.start, end });
}

/** Takes a string, which is a key or a value; the offset after it. */
function takeString(text: string, at: number, state: State): number {
  const end = stringEnd(text, at);
  const level = state.levels.at(-1);
  if (level?.isKeyNext !== true) return end;
  const key = text.slice(at + 1, end - 1);
  if (level.keys.has(key) && state.duplicateAt < 0) state.duplicateAt = at;
  level.keys.add(key);
  level.isKeyNext = false;
  state.lastKey = key;
  return end;
}

function takeComma({ levels }: State): void {
  const level = levels.at(-1);
  if (level !== undefined) level.isKeyNext = level.isObject;
}

/** Scans text that is known to be valid JSON, once, without building values. */
export function scanJson(text: string): JsonScan {
  const state: State = { levels: [], items: [], duplicateAt: -1, lastKey: '' };
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x22: at = takeString(text, at, state) - 1; break;
      case 0x2c: takeComma(state); break;
      case 0x7b: openLevel(state, true, at); break;
      case 0x5b: openLevel(state, false, at); break;
      case 0x7d: case 0x5d: closeLevel(state, at + 1); break;
      default:
    }
    if (state.levels.length > READ_LIMITS.depth) return { duplicateAt: state.duplicateAt, isTooDeep: true, items: state.items };
  }
  return { duplicateAt: state.duplicateAt, isTooDeep: false, items: state.items };
}
