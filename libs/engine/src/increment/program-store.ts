import { contentOf, SURE, type Draft, type Programs } from '../compile/programs.ts';
import { createTrie } from '../compile/trie.ts';
import { flattened, valueAt, type Column } from './column.ts';

/** Programs by number, equal ones once. Grows while it is used; numbers never change. */
export interface ProgramStore {
  add(draft: Draft): number;
  /** All programs written so far, in front of so many classes. */
  view(ofClass: Column<number>, classCount: number): Programs;
}

export function createProgramStore(): ProgramStore {
  const contents = createTrie(); const root = contents.root(); const programOfNode: number[] = [];
  let starts = new Int32Array(64); let uncertain = new Uint8Array(64); let count = 0; let size = 0; let isUncertain = false;
  let columns = { peers: new Int32Array(256), actions: new Uint8Array(256), bounds: new Uint8Array(256), traffic: new Int32Array(256) };
  const grow = (entries: number): void => {
    if (count + 2 > starts.length) { starts = longer(starts, Int32Array, count + 2); uncertain = longer(uncertain, Uint8Array, count + 2); }
    if (size + entries <= columns.peers.length) return;
    const needed = size + entries; const { peers, actions, bounds, traffic } = columns;
    columns = { peers: longer(peers, Int32Array, needed), actions: longer(actions, Uint8Array, needed), bounds: longer(bounds, Uint8Array, needed), traffic: longer(traffic, Int32Array, needed) };
  };
  return {
    add(draft) {
      const node = contentOf(contents, root, draft); const known = programOfNode[node];
      if (known !== undefined) return known;
      grow(draft.peers.length);
      for (const [at, peers] of draft.peers.entries()) {
        columns.peers[size + at] = peers;
        columns.actions[size + at] = draft.actions[at]!;
        columns.bounds[size + at] = draft.bounds[at]!;
        columns.traffic[size + at] = draft.traffic[at]!;
      }
      const isSure = draft.bounds.every((bound) => bound === SURE);
      uncertain[count] = isSure ? 0 : 1;
      isUncertain ||= !isSure;
      size += draft.peers.length;
      starts[count + 1] = size;
      programOfNode[node] = count;
      count += 1;
      return count - 1;
    },
    view(ofClass, classCount) {
      let all: Int32Array | undefined;
      return {
        count, isUncertain, starts: starts.subarray(0, count + 1), uncertain: uncertain.subarray(0, count),
        peers: columns.peers.subarray(0, size), actions: columns.actions.subarray(0, size), bounds: columns.bounds.subarray(0, size), traffic: columns.traffic.subarray(0, size),
        programAt: (id) => valueAt(ofClass, id),
        get ofClass() { return all ??= flattened(ofClass, classCount); },
      };
    },
  };
}

function longer<Column extends Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>(column: Column, make: new (length: number) => Column, needed: number): Column {
  const out = new make(Math.max(needed, column.length + (column.length >> 1)));
  out.set(column);
  return out;
}
