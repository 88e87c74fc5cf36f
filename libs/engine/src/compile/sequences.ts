/** Sequences of numbers by number, in the order in which they were first met: equal ones share one. */
export interface Sequences {
  readonly count: number;
  /** The number of what stands in `items` from `from` up to `to`. */
  numberOf(items: Int32Array, from: number, to: number): number;
  /** A window on the items of a sequence; it may not outlive the next call of `numberOf`. */
  itemsOf(id: number): Int32Array;
  /** All items one after the other, and where each sequence begins; `count + 1` starts. */
  columns(): { readonly starts: Int32Array; readonly items: Int32Array };
}

/** One look into a table for each sequence, where a trie takes one for each item: tables are larger than caches. */
export function createSequences(): Sequences {
  let count = 0; let size = 0; let mask = 63;
  let items = new Int32Array(256); let starts = new Int32Array(33); let hashes = new Int32Array(32); let slots = new Int32Array(mask + 1).fill(-1);
  const isEqual = (id: number, given: Int32Array, from: number, length: number): boolean => {
    const start = starts[id]!;
    if (starts[id + 1]! - start !== length) return false;
    for (let k = 0; k < length; k += 1) if (items[start + k] !== given[from + k]) return false;
    return true;
  };
  const grow = (length: number): void => {
    if (size + length > items.length) items = longer(items, size + length);
    if (count < hashes.length) return;
    hashes = longer(hashes, count + 1); starts = longer(starts, hashes.length + 1);
    while (mask < 2 * hashes.length) mask = 2 * mask + 1;
    slots = new Int32Array(mask + 1).fill(-1);
    for (let id = 0; id < count; id += 1) {
      let at = hashes[id]! & mask;
      while (slots[at]! >= 0) at = (at + 1) & mask;
      slots[at] = id;
    }
  };
  const add = (given: Int32Array, from: number, to: number, hash: number, at: number): number => {
    for (let k = from; k < to; k += 1) items[size + k - from] = given[k]!;
    size += to - from;
    hashes[count] = hash; slots[at] = count;
    count += 1;
    starts[count] = size;
    return count - 1;
  };
  return {
    get count() { return count; },
    numberOf(given, from, to) {
      grow(to - from);
      const hash = hashOf(given, from, to);
      let at = hash & mask;
      for (let id = slots[at]!; id >= 0; id = slots[at]!) {
        if (hashes[id] === hash && isEqual(id, given, from, to - from)) return id;
        at = (at + 1) & mask;
      }
      return add(given, from, to, hash, at);
    },
    itemsOf: (id) => items.subarray(starts[id], starts[id + 1]),
    columns: () => ({ starts: starts.slice(0, count + 1), items: items.subarray(0, size) }),
  };
}

function hashOf(items: Int32Array, from: number, to: number): number {
  let hash = to - from;
  for (let k = from; k < to; k += 1) {
    hash = Math.imul(hash ^ items[k]!, 0x9e37_79b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

/** A longer copy, of at least so many. */
export function longer(column: Int32Array<ArrayBuffer>, needed: number): Int32Array<ArrayBuffer> {
  const out = new Int32Array(Math.max(needed, 2 * column.length));
  out.set(column);
  return out;
}
