import type { Caveat, NamedPort } from '../firewalls.ts';
import type { Labels } from '../label-expression.ts';
import type { Texts } from './texts.ts';

/** What stands under numbers from 0, each made or read when it is first asked for. */
export interface Numbered<Entry> { readonly count: number; readonly at: (id: number) => Entry }

export interface LabelSet { readonly labels: Labels; readonly unknownLabelPrefix?: string }

/** Endpoints as columns: one number for each in every column, what repeats once. Ids are those of `words` unless said. */
export interface EndpointColumns {
  readonly count: number;
  readonly refs: Texts;
  /** Negative where the name is what the reference ends with: -1 less its length. */
  readonly names: Int32Array;
  /** Positions in {@link ENDPOINT_KINDS}. */
  readonly kinds: Uint8Array;
  /** Families as a mask, and what {@link FLAGS} adds. */
  readonly flags: Uint8Array;
  readonly pods: Int32Array;
  readonly namespaces: Int32Array;
  /** -1 where it is not known. */
  readonly nodes: Int32Array;
  /** -1 where it is the endpoint itself; owners too. */
  readonly workloads: Int32Array;
  readonly owners: Int32Array;
  /** Ids of `labelSets`. */
  readonly labels: Int32Array;
  /** Ids of `portLists`. */
  readonly ports: Int32Array;
  /** Ids of `caveatLists`. */
  readonly caveats: Int32Array;
  /** Addresses of endpoint `e` are those from `addressStarts[e]` up to `addressStarts[e + 1]`. */
  readonly addressStarts: Uint32Array;
  readonly addressFamilies: Uint8Array;
  /** Four words for each address, the first of which is an IPv4 address, or all four an IPv6 address from its highest bits on. */
  readonly addressWords: Uint32Array;
  readonly words: Texts;
  readonly labelSets: Numbered<LabelSet>;
  readonly portLists: Numbered<readonly NamedPort[]>;
  readonly caveatLists: Numbered<readonly Caveat[]>;
}

export const ENDPOINT_KINDS = ['pod', 'workload', 'node', 'name', 'identity'] as const;
export const FLAGS = { isHost: 4, isGoverned: 8, areAddressesKnown: 16 } as const;
