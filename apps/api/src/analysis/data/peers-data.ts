import type { Basis, Grouping, PairCounts, Verdict } from '@postern/engine';
import type { ReachabilityData, TrafficAsk } from './reachability-data.ts';
import type { EndpointData } from './endpoint-data.ts';

/** Which rows of a set question are kept. */
export interface PeerFilterAsk {
  readonly namespaces?: readonly string[];
  readonly verdicts?: readonly Verdict[];
  readonly crossNamespaceOnly?: boolean;
  readonly externalOnly?: boolean;
}

/** A set question: `who` can reach the subject, or what it can `reach`. */
export interface PeersAsk {
  readonly question: 'who' | 'reach';
  readonly subject: string;
  readonly traffic: TrafficAsk;
  readonly basis: Basis;
  readonly groupBy: Grouping;
  readonly filter: PeerFilterAsk;
}

export interface PageAsk { readonly offset: number; readonly limit: number }

export interface PeersPage { readonly rows: readonly { readonly peer: EndpointData; readonly reachability: ReachabilityData }[]; readonly total: number; readonly summary: PairCounts }
