import { check } from './format.ts';

/** Values that occur more than once, by number; equal ones share one. */
export interface Pool<Value> { readonly all: Value[]; readonly idOf: (value: Value) => number }

/** `textOf` tells values apart. */
export function createPool<Value extends object>(textOf: (value: Value) => string = JSON.stringify): Pool<Value> {
  const all: Value[] = []; const known = new Map<Value, number>(); const byText = new Map<string, number>();
  return {
    all,
    idOf: (value) => {
      let id = known.get(value);
      if (id !== undefined) return id;
      const text = textOf(value);
      id = byText.get(text) ?? all.push(value) - 1;
      byText.set(text, id);
      known.set(value, id);
      return id;
    },
  };
}

/** What stands under a number of a pool that was read. */
export function fromPool<Value>(pool: readonly Value[], id: number): Value {
  const value = pool[id];
  check(value !== undefined, 'something that a rule refers to is missing');
  return value;
}
