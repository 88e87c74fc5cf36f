import { endpointTable } from '../../model/endpoints/collect.ts';
import type { End } from '../ends.ts';
import { SIDES, type Side, type Versions } from '../versions.ts';
import { LOCAL, REMOTE, type Nearness } from './nearness.ts';
import type { JointSpace } from './space.ts';

/** Which ends have Pods on the nodes of the hosts among the Pods of an end, one such end after the other. */
export interface Meetings {
  /** Takes up an end with hosts; tells each end that is on one of their nodes in either version, once. */
  open(host: number): readonly number[];
  /** What pairs of Pods two classes make, by positions among those of the end taken up and of another: {@link REMOTE} and {@link LOCAL}. */
  pair(side: Side, i: number, other: number, j: number): number;
  /** Whether both versions make the same kinds of pairs. */
  isSame(other: number): boolean;
}

/** Parts are the classes of all ends, one end after the other. */
interface Nodes { readonly ofEndpoint: Int32Array; /** Parts by node. */ readonly at: readonly (readonly number[] | undefined)[]; /** 1 where all Pods of a part are on one node. */ readonly isOne: Uint8Array }

/** O(endpoints). */
export function createMeetings(versions: Versions, ends: readonly End[], space: JointSpace, isHostEnd: Uint8Array, nearness: Nearness): Meetings {
  const { ofEnd, isHost } = space; const starts = new Int32Array(ends.length + 1);
  for (const [at, classes] of ofEnd.entries()) starts[at + 1] = starts[at]! + classes.length;
  const endOf = new Int32Array(starts[ends.length]!);
  for (const [at, classes] of ofEnd.entries()) endOf.fill(at, starts[at], starts[at]! + classes.length);
  const nodes = { base: nodesOf(versions, ends, space, starts, 'base'), target: nodesOf(versions, ends, space, starts, 'target') };
  const met = { base: new Int32Array(endOf.length).fill(-1), target: new Int32Array(endOf.length).fill(-1) }; const told = new Int32Array(ends.length).fill(-1);
  // The end taken up, and the position of the one class of hosts that it has; -1 where it has several.
  let own = -1; let at = -1;
  const isPlain = (other: number): boolean => at >= 0 && isHostEnd[other] === 0;
  const bits = (side: Side, part: number): number => (met[side][part] !== own ? REMOTE : LOCAL + (nodes[side].isOne[starts[own]! + at] === 1 && nodes[side].isOne[part] === 1 ? 0 : REMOTE));
  return {
    open(host) {
      const found: number[] = []; const hosts = ofEnd[host]!.flatMap((id, i) => (isHost[id] === 1 ? [i] : []));
      own = host; at = hosts.length === 1 ? hosts[0]! : -1;
      for (const i of hosts) for (const side of SIDES) for (const endpoint of endpointsOf(ends, space, host, i, side)) for (const part of nodes[side].at[nodes[side].ofEndpoint[endpoint]!] ?? NONE) {
        met[side][part] = host; const end = endOf[part]!;
        if (told[end] !== host) { told[end] = host; found.push(end); }
      }
      return found;
    },
    pair: (side, i, other, j) => (!isPlain(other) ? nearness.pair(side, own, i, other, j) : i === at ? bits(side, starts[other]! + j) : REMOTE),
    isSame(other) {
      if (!isPlain(other)) return nearness.isSame(own, other);
      for (let part = starts[other]!; part < starts[other + 1]!; part += 1) if (bits('base', part) !== bits('target', part)) return false;
      return true;
    },
  };
}

const NONE: readonly number[] = [];

const endpointsOf = (ends: readonly End[], { ofEnd, classes }: JointSpace, end: number, i: number, side: Side): readonly number[] => ends[end]!.sides[side]!.ends.classes.find(({ slot }) => slot === classes[side][ofEnd[end]![i]!])!.endpoints;

function nodesOf(versions: Versions, ends: readonly End[], space: JointSpace, starts: Int32Array, side: Side): Nodes {
  const { nodes } = endpointTable(versions[side].firewalls.endpoints).columns;
  const isOne = new Uint8Array(starts[ends.length]!); const at: number[][] = [];
  const add = (part: number, endpoints: readonly number[]): void => {
    let isLone = true;
    for (const endpoint of endpoints) {
      const node = nodes[endpoint]!;
      if (node < 0 || node !== nodes[endpoints[0]!]) isLone = false;
      if (node < 0) continue;
      const parts = at[node] ??= [];
      if (parts.at(-1) !== part) parts.push(part);
    }
    isOne[part] = Number(isLone);
  };
  for (const [end, ids] of space.ofEnd.entries()) for (const i of ids.keys()) add(starts[end]! + i, endpointsOf(ends, space, end, i, side));
  return { ofEndpoint: nodes, at, isOne };
}
