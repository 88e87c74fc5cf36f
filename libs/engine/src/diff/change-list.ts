import type { DiffChange, DiffChanges } from './changes.ts';

/** The changes at the positions from 0, each made when it is asked for. */
export function changeList(length: number, make: (index: number) => DiffChange): DiffChanges {
  const at = (index: number): DiffChange | undefined => { const from = index < 0 ? length + index : index; return from >= 0 && from < length ? make(from) : undefined; };
  const bound = (index: number): number => Math.min(length, index < 0 ? Math.max(0, length + index) : index);
  return {
    length, at,
    * [Symbol.iterator]() { for (let index = 0; index < length; index += 1) yield make(index); },
    slice(start = 0, end = length) { const first = bound(start); return Array.from({ length: Math.max(0, bound(end) - first) }, (_, index) => make(first + index)); },
    map: (to) => Array.from({ length }, (_, index) => to(make(index), index)),
    filter(isKept) {
      const kept: DiffChange[] = [];
      for (let index = 0; index < length; index += 1) { const change = make(index); if (isKept(change, index)) kept.push(change); }
      return kept;
    },
  };
}
