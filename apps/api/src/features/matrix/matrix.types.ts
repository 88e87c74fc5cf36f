import { ArgsType, Field, Float, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Granularity, Verdict } from '../../platform/graphql/enums.ts';
import { PageInfo, Total } from '../../platform/paging/page.types.ts';
import { EndpointInput } from '../endpoint/endpoint-input.types.ts';
import { Endpoint } from '../endpoint/endpoint.types.ts';
import { TrafficInput, ViewArgs } from '../reachability/question.types.ts';
import { PairCounts } from '../reachability/reachability.types.ts';
import { Caveat } from '../view/resource.types.ts';

@InputType({ description: 'One side of a matrix, by namespace and name.' })
export class AxisInput {
  @Field(() => Granularity) granularity: keyof typeof Granularity;
  @Field(() => [EndpointInput], { nullable: true, description: 'Namespaces whose groups are shown; all of them where it is absent.' }) within?: readonly EndpointInput[] | null;
  @Field(() => Int) first: number;
  @Field(() => String, { nullable: true }) after?: string | null;
}

@ObjectType()
export class Axis {
  @Field(() => [Endpoint]) items: readonly Endpoint[];
  @Field(() => Total) total: Total;
  @Field(() => PageInfo) pageInfo: PageInfo;
}

@ObjectType({ description: 'Sparse: absent means DENIED. row and column index into this page.' })
export class MatrixCell {
  @Field(() => Int) row: number;
  @Field(() => Int) column: number;
  @Field(() => Verdict) verdict: keyof typeof Verdict;
  @Field(() => Float, { nullable: true, description: 'Part of the pairs that are ALLOWED.' }) allowedShare: number | null;
  @Field() text: string;
}

@ObjectType()
export class Matrix {
  @Field(() => Axis) rows: Axis;
  @Field(() => Axis) columns: Axis;
  @Field(() => [MatrixCell]) cells: readonly MatrixCell[];
  @Field({ description: 'Whether there are groups that stand on another page.' }) truncated: boolean;
  @Field(() => PairCounts, { description: 'Over all pairs of this page.' }) pairs: PairCounts;
  @Field(() => [Caveat]) caveats: readonly Caveat[];
}

@ArgsType()
export class MatrixArgs extends ViewArgs {
  @Field(() => AxisInput) rows: AxisInput;
  @Field(() => AxisInput) columns: AxisInput;
  @Field(() => TrafficInput, { nullable: true }) traffic?: TrafficInput;
}
