import { Field, Int, ObjectType } from '@nestjs/graphql';
import { SourceLocation } from '../view/resource.types.ts';

@ObjectType()
export class RuleRef {
  @Field(() => Int) index: number;
  @Field(() => String, { nullable: true }) name: string | null;
  @Field() pointer: string;
  @Field(() => SourceLocation, { nullable: true }) source: SourceLocation | null;
}
