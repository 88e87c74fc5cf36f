/** Puts different numbers below a bound in order, a bit for each: several times cheaper than comparing them. */
export interface SlotOrder {
  add(slot: number): void;
  /** What was added since the last time, ascending. */
  taken(): Int32Array;
}

export function createOrder(bound: number): SlotOrder {
  const words = new Int32Array((bound + 31) >> 5); let size = 0; let first = words.length; let last = -1;
  return {
    add(slot) {
      const word = slot >> 5;
      words[word]! |= 1 << (slot & 31);
      if (word < first) first = word;
      if (word > last) last = word;
      size += 1;
    },
    taken() {
      const slots = new Int32Array(size); let at = 0;
      for (let word = first; word <= last; word += 1) {
        for (let bits = words[word]!; bits !== 0; bits &= bits - 1, at += 1) slots[at] = word * 32 + 31 - Math.clz32(bits & -bits);
        words[word] = 0;
      }
      size = 0; first = words.length; last = -1;
      return slots;
    },
  };
}
