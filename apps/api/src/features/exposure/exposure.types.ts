import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { Direction, ExposureKind, Granularity, Verdict } from '../../platform/graphql/enums.ts';
import { PageInfo, Total } from '../../platform/paging/page.types.ts';
import { Endpoint } from '../endpoint/endpoint.types.ts';
import { ConnectionSet } from '../reachability/connection-set.types.ts';
import { ViewArgs } from '../reachability/question.types.ts';
import { Caveat, ResourceRef } from '../view/resource.types.ts';

@ObjectType({ description: 'One way in, cut to what policies let in. Sets are of the ports of the pods.' })
export class ExposurePath {
  @Field(() => ExposureKind) kind: keyof typeof ExposureKind;
  @Field(() => ResourceRef, { nullable: true }) resource: ResourceRef | null;
  @Field(() => ResourceRef, { nullable: true, description: 'The Gateway that a route hangs on.' }) parent: ResourceRef | null;
  @Field(() => [String]) hostnames: readonly string[];
  @Field(() => [String], { description: 'Of URLs.' }) paths: readonly string[];
  @Field(() => [String], { description: 'Addresses and names that people outside connect to, as far as they are known.' }) addresses: readonly string[];
  @Field(() => [String], { description: 'Ports that people outside connect to, e.g. `TCP 443`.' }) ports: readonly string[];
  @Field({ description: 'Reference of who the pods see as the sender.' }) source: string;
  @Field(() => String, { nullable: true, description: 'Why the sender had to be assumed, where the view does not show it.' }) assumption: string | null;
  @Field(() => Verdict) verdict: keyof typeof Verdict;
  @Field(() => ConnectionSet) allowed: ConnectionSet;
  @Field(() => ConnectionSet) partial: ConnectionSet;
  @Field(() => ConnectionSet) undecided: ConnectionSet;
}

@ObjectType()
export class ExposureItem {
  @Field(() => Endpoint) endpoint: Endpoint;
  @Field(() => [ExposurePath]) via: readonly ExposurePath[];
  @Field(() => ConnectionSet) allowed: ConnectionSet;
  @Field(() => ConnectionSet) partial: ConnectionSet;
  @Field(() => ConnectionSet) undecided: ConnectionSet;
  @Field(() => Verdict, { description: 'That of the widest way.' }) verdict: keyof typeof Verdict;
}

@ObjectType()
export class ExposureEdge {
  @Field() cursor: string;
  @Field(() => ExposureItem) node: ExposureItem;
}

@ObjectType()
export class ExposureConnection {
  @Field(() => [ExposureEdge]) edges: readonly ExposureEdge[];
  @Field(() => PageInfo) pageInfo: PageInfo;
  @Field(() => Total) total: Total;
  @Field(() => Int, { description: 'Ways in that policies close altogether, which are no rows.' }) blocked: number;
  @Field(() => Int, { description: 'Ways in that lead nowhere, whatever policies say.' }) deadEnds: number;
  @Field(() => [Caveat]) caveats: readonly Caveat[];
}

@ArgsType()
export class ExposureArgs extends ViewArgs {
  @Field(() => Direction) direction: keyof typeof Direction;
  @Field(() => Granularity, { defaultValue: 'WORKLOAD' }) groupBy: keyof typeof Granularity;
  @Field(() => Int) first: number;
  @Field(() => String, { nullable: true }) after?: string;
}
