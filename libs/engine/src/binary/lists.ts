import { check } from './format.ts';
import type { SectionReader, SectionWriter } from './sections.ts';

/** Lists of whole numbers, one after the other: list `id` is what stands from `starts[id]` up to `starts[id + 1]`. */
export interface Lists { readonly starts: Uint32Array; readonly items: Int32Array }

export function addLists(to: SectionWriter, name: string, lists: readonly ArrayLike<number>[]): void {
  const starts = new Uint32Array(lists.length + 1);
  for (const [id, list] of lists.entries()) starts[id + 1] = (starts[id] as number) + list.length;
  const items = new Int32Array(starts.at(-1) ?? 0);
  for (const [id, list] of lists.entries()) items.set(list, starts[id]);
  to.add(`${name}.starts`, starts);
  to.add(name, items);
}

export function listsIn(from: SectionReader, name: string): Lists {
  const starts = from.get(`${name}.starts`, 'u32'); const items = from.get(name, 'i32');
  checkStarts(starts, items.length, name);
  return { starts, items };
}

export const listAt = ({ starts, items }: Lists, id: number): Int32Array => items.subarray(starts[id], starts[id + 1]);

/** Ascending from 0 to the number of items. */
export function checkStarts(starts: Uint32Array | Int32Array, end: number, name: string): void {
  let isSound = starts.length > 0 && starts[0] === 0 && starts.at(-1) === end;
  for (let at = 1; at < starts.length; at += 1) if ((starts[at] as number) < (starts[at - 1] as number)) isSound = false;
  check(isSound, `the lists of ${name} do not add up`);
}

/** Every number from `least` up to but not including `end`. */
export function checkRange(column: Int32Array | Uint8Array | Uint32Array, least: number, end: number, name: string): void {
  let isSound = true;
  for (let at = 0; at < column.length; at += 1) if ((column[at] as number) < least || (column[at] as number) >= end) isSound = false;
  check(isSound, `a number of ${name} is out of range`);
}
