import { ArgsType, Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { DiffAsk } from '../../analysis/data/diff-data.ts';
import { Basis, ChangeCause, ChangeKind, Granularity, ResourceOp } from '../../platform/graphql/enums.ts';
import { BigInteger } from '../../platform/graphql/scalars.ts';
import { PageInfo, Total } from '../../platform/paging/page.types.ts';
import { Endpoint } from '../endpoint/endpoint.types.ts';
import { ConnectionSet } from '../reachability/connection-set.types.ts';
import { UnderInput } from '../reachability/question.types.ts';
import { Caveat, ResourceRef } from '../view/resource.types.ts';
import { View } from '../view/view.types.ts';

@ObjectType()
export class DiffSummary {
  @Field(() => BigInteger) opened: number;
  @Field(() => BigInteger) closed: number;
  @Field(() => BigInteger) changed: number;
  @Field(() => BigInteger) becameUnknown: number;
  @Field(() => Int) newlyInternetExposed: number;
  @Field(() => Int) lostInternetAccess: number;
}

/** `changes` and `resourceChanges` are asked for by `ask`. */
@ObjectType()
export class Diff {
  readonly ask: DiffAsk;
  @Field(() => View) base: View;
  @Field(() => View) target: View;
  @Field() comparable: boolean;
  @Field(() => [Caveat]) caveats: readonly Caveat[];
  @Field(() => DiffSummary) summary: DiffSummary;
}

@ObjectType()
export class ResourceChange {
  @Field(() => ResourceRef) ref: ResourceRef;
  @Field(() => ResourceOp) op: keyof typeof ResourceOp;
}

@ObjectType()
export class DiffChange {
  @Field(() => ChangeKind) kind: keyof typeof ChangeKind;
  @Field(() => Endpoint) from: Endpoint;
  @Field(() => Endpoint) to: Endpoint;
  @Field(() => ConnectionSet) before: ConnectionSet;
  @Field(() => ConnectionSet) after: ConnectionSet;
  @Field(() => ConnectionSet) gained: ConnectionSet;
  @Field(() => ConnectionSet) lost: ConnectionSet;
  @Field(() => [ChangeCause]) causes: readonly (keyof typeof ChangeCause)[];
  @Field(() => [ResourceChange]) causedBy: readonly ResourceChange[];
}

@ObjectType()
export class DiffChangeEdge {
  @Field() cursor: string;
  @Field(() => DiffChange) node: DiffChange;
}

@ObjectType()
export class DiffChangeConnection {
  @Field(() => [DiffChangeEdge]) edges: readonly DiffChangeEdge[];
  @Field(() => PageInfo) pageInfo: PageInfo;
  @Field(() => Total) total: Total;
}

@ObjectType()
export class ResourceChangeEdge {
  @Field() cursor: string;
  @Field(() => ResourceChange) node: ResourceChange;
}

@ObjectType()
export class ResourceChangeConnection {
  @Field(() => [ResourceChangeEdge]) edges: readonly ResourceChangeEdge[];
  @Field(() => PageInfo) pageInfo: PageInfo;
  @Field(() => Total) total: Total;
}

@InputType()
export class DiffFilter {
  @Field(() => [String], { nullable: true }) namespaces?: readonly string[] | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false }) ignoreEndpointChurn?: boolean | null;
}

@ArgsType()
export class DiffArgs {
  @Field() base: string;
  @Field() target: string;
  @Field(() => Basis, { defaultValue: 'EFFECTIVE' }) basis: keyof typeof Basis;
  @Field(() => UnderInput, { nullable: true }) under?: UnderInput;
  @Field(() => UnderInput, { nullable: true, description: 'Who reads `target`, where that is another than who reads `base`.' }) underTarget?: UnderInput;
  @Field(() => DiffFilter, { nullable: true }) filter?: DiffFilter;
  @Field(() => Granularity, { defaultValue: 'WORKLOAD' }) groupBy: keyof typeof Granularity;
}

@ArgsType()
export class ChangesArgs {
  @Field(() => [ChangeKind], { nullable: true }) kinds?: (keyof typeof ChangeKind)[];
  @Field(() => [ChangeCause], { nullable: true }) causes?: (keyof typeof ChangeCause)[];
  @Field(() => Int) first: number;
  @Field(() => String, { nullable: true }) after?: string;
}
