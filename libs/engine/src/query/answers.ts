import type { AddressRange } from '../model/address.ts';
import type { Caveat } from '../model/firewalls.ts';
import type { Reachability } from '../model/verdict.ts';

/** One end in a list: a group of endpoints under one reference, or a merged range of external addresses. */
export interface Peer {
  /** `deploy:shop/web`, `pod:shop/x`, `ns:shop`, `node:n1`, `ip:10.0.0.0/8`, `ip:10.0.0.0-10.0.0.9`. */
  readonly ref: string;
  readonly kind: 'pod' | 'workload' | 'namespace' | 'node' | 'range' | 'name';
  /** Empty for nodes and ranges. */
  readonly namespace: string;
  /** Pods that it stands for; 0 for nodes and ranges. */
  readonly pods: number;
  /** For ranges of external addresses. */
  readonly range: AddressRange | null;
}

/** One row of a set question. */
export interface PeerAnswer { readonly peer: Peer; readonly reachability: Reachability; /** Under which something in it holds that no rule without a condition allows; absent where there are none. */ readonly conditions?: readonly Caveat[] }

/** One row of the whole list: `from` can reach `to` on something, surely, for some pairs, or perhaps. */
export interface ConnectionAnswer { readonly from: Peer; readonly to: Peer; readonly reachability: Reachability; /** As in {@link PeerAnswer}. */ readonly conditions?: readonly Caveat[] }
