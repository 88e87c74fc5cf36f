import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { ResourceIdentity } from '@postern/engine';
import type { ViewKey } from '../../analysis/view-key.ts';
import { Direction, StepOutcome, Tier } from '../../platform/graphql/enums.ts';
import { PageInfo, Total } from '../../platform/paging/page.types.ts';
import { EndpointInput } from '../endpoint/endpoint-input.types.ts';
import { Node, ResourceRef, SourceLocation } from '../view/resource.types.ts';
import { RuleRef } from './rule-ref.types.ts';

@ObjectType()
export class PolicyRule {
  readonly view: ViewKey;
  readonly identity: ResourceIdentity;

  @Field(() => RuleRef) ref: RuleRef;
  @Field(() => Direction) direction: keyof typeof Direction;
  @Field(() => StepOutcome) outcome: keyof typeof StepOutcome;
}

@ObjectType({ implements: () => [Node] })
export class Policy {
  readonly view: ViewKey;
  readonly identity: ResourceIdentity;

  @Field(() => ID) id: string;
  @Field(() => ResourceRef) ref: ResourceRef;
  @Field(() => Tier) tier: keyof typeof Tier;
  @Field(() => Int, { nullable: true }) priority: number | null;
  @Field(() => [Direction]) directions: readonly (keyof typeof Direction)[];
  @Field(() => [PolicyRule]) rules: readonly PolicyRule[];
  @Field() manifest: string;
  @Field(() => SourceLocation, { nullable: true }) source: SourceLocation | null;
}

@ObjectType()
export class PolicyEdge {
  @Field() cursor: string;
  @Field(() => Policy) node: Policy;
}

@ObjectType()
export class PolicyConnection {
  @Field(() => [PolicyEdge]) edges: readonly PolicyEdge[];
  @Field(() => PageInfo) pageInfo: PageInfo;
  @Field(() => Total) total: Total;
}

@InputType()
export class PolicyFilter {
  @Field(() => [String], { nullable: true }) namespaces?: readonly string[] | null;
  @Field(() => [Tier], { nullable: true }) tiers?: readonly (keyof typeof Tier)[] | null;
  @Field(() => EndpointInput, { nullable: true }) selecting?: EndpointInput | null;
}
