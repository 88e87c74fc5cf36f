import { Field, Int, ObjectType } from '@nestjs/graphql';
import { TotalRelation } from '../graphql/enums.ts';

@ObjectType()
export class PageInfo {
  @Field() hasNextPage: boolean;
  @Field() hasPreviousPage: boolean;
  @Field(() => String, { nullable: true }) startCursor: string | null;
  @Field(() => String, { nullable: true }) endCursor: string | null;
}

@ObjectType({ description: 'Exact below the cap; above it relation is AT_LEAST and value is the cap.' })
export class Total {
  @Field(() => Int) value: number;
  @Field(() => TotalRelation) relation: keyof typeof TotalRelation;
}
