import { Field, ObjectType } from '@nestjs/graphql';
import type { PointAsk } from '../../analysis/data/reachability-data.ts';
import type { ViewKey } from '../../analysis/view-key.ts';
import { Confidence, DifferenceCode, Verdict } from '../../platform/graphql/enums.ts';
import { BigInteger } from '../../platform/graphql/scalars.ts';
import { PageInfo, Total } from '../../platform/paging/page.types.ts';
import { Endpoint } from '../endpoint/endpoint.types.ts';
import { Snapshot } from '../snapshot/snapshot.types.ts';
import { Caveat } from '../view/resource.types.ts';
import { ConnectionSet } from './connection-set.types.ts';

@ObjectType({ description: 'The two answers side by side; `differences` is empty where they agree.' })
export class VerdictByBasis {
  @Field(() => Verdict) specified: keyof typeof Verdict;
  @Field(() => Verdict, { nullable: true }) enforced: keyof typeof Verdict | null;
  @Field(() => [DifferenceCode]) differences: readonly (keyof typeof DifferenceCode)[];
}

@ObjectType()
export class PairCounts {
  @Field(() => BigInteger) total: number;
  @Field(() => BigInteger) allowed: number;
  @Field(() => BigInteger) denied: number;
  @Field(() => BigInteger) partial: number;
  @Field(() => BigInteger) unknown: number;
}

/** `explanation` is asked for by `ask` of `view`. */
@ObjectType()
export class Reachability {
  readonly view: ViewKey;
  readonly ask: PointAsk;
  @Field(() => Endpoint) from: Endpoint;
  @Field(() => Endpoint) to: Endpoint;
  @Field(() => Verdict, { description: 'Under the basis that was asked for.' }) verdict: keyof typeof Verdict;
  @Field(() => VerdictByBasis) byBasis: VerdictByBasis;
  @Field(() => ConnectionSet, { description: 'Surely admitted by both sides, for every pair.' }) allowed: ConnectionSet;
  @Field(() => ConnectionSet, { description: 'Admitted for some pairs.' }) partial: ConnectionSet;
  @Field(() => ConnectionSet, { description: 'Between the lower and the upper bound.' }) undecided: ConnectionSet;
  @Field(() => Confidence) confidence: keyof typeof Confidence;
  @Field(() => [Caveat]) caveats: readonly Caveat[];
  @Field(() => PairCounts, { nullable: true, description: 'Non-null for aggregates: how many concrete pairs fall in each verdict.' }) pairs: PairCounts | null;
  @Field(() => Snapshot) snapshot: Snapshot;
}

@ObjectType({ description: 'The edge carries the answer, the node is the peer.' })
export class PeerEdge {
  @Field() cursor: string;
  @Field(() => Endpoint) node: Endpoint;
  @Field(() => Reachability) reachability: Reachability;
}

@ObjectType()
export class PeerConnection {
  @Field(() => [PeerEdge]) edges: readonly PeerEdge[];
  @Field(() => PageInfo) pageInfo: PageInfo;
  @Field(() => Total) total: Total;
  @Field(() => PairCounts) summary: PairCounts;
}
