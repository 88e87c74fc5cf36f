import type { Labels } from '../label-expression.ts';
import type { LabelSet } from './columns.ts';

/** Neighbours mostly have the same word in one column, which costs one comparison. */
export function createWords(): { readonly all: string[]; readonly column: () => (word: string) => number } {
  const all: string[] = []; const ids = new Map<string, number>();
  const idOf = (word: string): number => {
    let id = ids.get(word);
    if (id === undefined) {
      id = all.push(word) - 1;
      ids.set(word, id);
    }
    return id;
  };
  return {
    all,
    column: () => {
      let last: string | undefined; let lastId = 0;
      return (word) => {
        if (word !== last) { last = word; lastId = idOf(word); }
        return lastId;
      };
    },
  };
}

/** By object first: a lowering that shares label maps pays for each of them once, and no more where it shares all that are equal. */
export function createLabelSetIds(areEqualShared: boolean): { readonly all: LabelSet[]; readonly idOf: (labels: Labels, prefix: string | undefined) => number } {
  const all: LabelSet[] = []; let last: Labels | undefined; let lastId = -1; let lastPrefix: string | undefined;
  const known = new Map<Labels, { readonly prefix: string | undefined; readonly id: number }>(); const byContent = new Map<string, number>();
  const add = (labels: Labels, prefix: string | undefined): number => all.push({ labels, ...(prefix !== undefined && { unknownLabelPrefix: prefix }) }) - 1;
  const idOfContent = (labels: Labels, prefix: string | undefined): number => {
    const content = JSON.stringify([prefix, labels]);
    let id = byContent.get(content);
    if (id === undefined) {
      id = add(labels, prefix);
      byContent.set(content, id);
    }
    return id;
  };
  return {
    all,
    idOf: (labels, prefix) => {
      if (labels === last && prefix === lastPrefix) return lastId;
      last = labels; lastPrefix = prefix;
      const same = known.get(labels);
      if (same?.prefix === prefix && same !== undefined) { lastId = same.id; return lastId; }
      lastId = areEqualShared ? add(labels, prefix) : idOfContent(labels, prefix);
      known.set(labels, { prefix, id: lastId });
      return lastId;
    },
  };
}

export function createListIds<Item>(): { readonly all: (readonly Item[])[]; readonly idOf: (list: readonly Item[]) => number } {
  const all: (readonly Item[])[] = [[]]; const known = new Map<readonly Item[], number>(); const byContent = new Map<string, number>();
  return {
    all,
    idOf: (list) => {
      if (list.length === 0) return 0;
      let id = known.get(list);
      if (id !== undefined) return id;
      const content = JSON.stringify(list);
      id = byContent.get(content) ?? all.push(list) - 1;
      byContent.set(content, id);
      known.set(list, id);
      return id;
    },
  };
}
