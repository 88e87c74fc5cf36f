import type { CollectedKind, Coverage, KindCoverage } from '../model/coverage.ts';

/** Counts the kinds met and remembers what a Collection record declares. */
export interface KindCounter {
  readonly count: (group: string, version: string, kind: string, isUnderstood: boolean) => void;
  /** Counts a document that may have held anything. */
  readonly countUnreadable: () => void;
  readonly declare: (collection: NonNullable<Coverage['collection']>) => void;
  readonly coverage: () => Coverage;
}

const order = (a: KindCoverage, b: KindCoverage): number => (a.group !== b.group ? (a.group < b.group ? -1 : 1) : a.kind !== b.kind ? (a.kind < b.kind ? -1 : 1) : a.version < b.version ? -1 : 1);

/** Makes an empty counter. */
export function createKindCounter(): KindCounter {
  const kinds = new Map<string, { -readonly [Field in keyof KindCoverage]: KindCoverage[Field] }>();
  let last: KindCoverage & { count: number } | undefined;
  let collection: Coverage['collection'];
  let unreadableDocuments = 0;
  return {
    count: (group, version, kind, isUnderstood) => {
      if (last?.kind !== kind || last.group !== group || last.version !== version) {
        const key = `${group}/${version}/${kind}`;
        last = kinds.get(key) ?? { group, version, kind, isUnderstood, count: 0 };
        kinds.set(key, last);
      }
      last.count += 1;
    },
    countUnreadable: () => { unreadableDocuments += 1; },
    declare: (next) => {
      const collected: readonly CollectedKind[] = [...(collection?.collected ?? []), ...next.collected];
      collection = { ...next, ...collection, collected };
    },
    coverage: () => ({ kinds: [...kinds.values()].map((kind) => ({ ...kind })).sort(order), ...(unreadableDocuments > 0 && { unreadableDocuments }), ...(collection === undefined ? {} : { collection }) }),
  };
}
