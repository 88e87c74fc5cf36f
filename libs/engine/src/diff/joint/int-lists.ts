/** Lists of numbers by number: equal lists have one. */
export interface IntLists { readonly idOf: (list: Int32Array) => number; readonly at: (id: number) => Int32Array }

/** `at` and `add` keep the lists; an `add` that copies lets callers use theirs again. */
export function numberLists(add: (list: Int32Array) => number, at: (id: number) => Int32Array): (list: Int32Array) => number {
  const byHash = new Map<number, number[]>();
  return (list) => {
    const hash = hashOf(list); const alike = byHash.get(hash);
    const known = alike?.find((id) => isSame(at(id), list));
    if (known !== undefined) return known;
    const id = add(list);
    if (alike === undefined) byHash.set(hash, [id]); else alike.push(id);
    return id;
  };
}

export function createIntLists(): IntLists {
  const lists: Int32Array[] = []; const at = (id: number): Int32Array => lists[id]!;
  return { idOf: numberLists((list) => lists.push(list.slice()) - 1, at), at };
}

function hashOf(list: Int32Array): number {
  let hash = list.length;
  for (let at = 0; at < list.length; at += 1) hash = Math.imul(hash ^ list[at]!, 0x0100_0193) ^ (hash >>> 15);
  return hash;
}

function isSame(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}
