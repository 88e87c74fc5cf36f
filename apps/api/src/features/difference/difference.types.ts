import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { DifferenceCode, Granularity } from '../../platform/graphql/enums.ts';
import { PageInfo, Total } from '../../platform/paging/page.types.ts';
import { Endpoint } from '../endpoint/endpoint.types.ts';
import { ConnectionSet } from '../reachability/connection-set.types.ts';
import { UnderInput } from '../reachability/question.types.ts';
import { Caveat } from '../view/resource.types.ts';

@ObjectType({ description: 'A pair for which the cluster does otherwise than its policies say. Both sets are what surely exists.' })
export class EnforcementDifference {
  @Field(() => Endpoint) from: Endpoint;
  @Field(() => Endpoint) to: Endpoint;
  @Field(() => ConnectionSet, { description: 'What the policies say.' }) specified: ConnectionSet;
  @Field(() => ConnectionSet, { description: 'What the cluster does.' }) enforced: ConnectionSet;
  @Field(() => [DifferenceCode]) differences: readonly (keyof typeof DifferenceCode)[];
}

@ObjectType()
export class EnforcementDifferenceEdge {
  @Field() cursor: string;
  @Field(() => EnforcementDifference) node: EnforcementDifference;
}

@ObjectType()
export class EnforcementDifferenceConnection {
  @Field(() => [EnforcementDifferenceEdge]) edges: readonly EnforcementDifferenceEdge[];
  @Field(() => PageInfo) pageInfo: PageInfo;
  @Field(() => Total) total: Total;
  @Field(() => [Caveat]) caveats: readonly Caveat[];
}

@ArgsType()
export class DifferenceArgs {
  @Field() view: string;
  @Field(() => UnderInput, { nullable: true }) under?: UnderInput;
  @Field(() => Granularity, { defaultValue: 'WORKLOAD' }) groupBy: keyof typeof Granularity;
  @Field(() => Int) first: number;
  @Field(() => String, { nullable: true }) after?: string;
}
