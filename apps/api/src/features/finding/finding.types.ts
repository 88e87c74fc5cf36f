import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { Severity } from '../../platform/graphql/enums.ts';
import { PageInfo, Total } from '../../platform/paging/page.types.ts';
import { Node, ResourceRef, SourceLocation } from '../view/resource.types.ts';

@ObjectType()
export class FindingRule {
  @Field() code: string;
  @Field() docsUrl: string;
}

@ObjectType({ implements: () => [Node], description: 'Something legal that is surely or probably a mistake.' })
export class Finding {
  @Field(() => ID) id: string;
  @Field({ description: 'Survives another file name, another line and a rule inserted above.' }) fingerprint: string;
  @Field(() => FindingRule) rule: FindingRule;
  @Field(() => Severity) severity: keyof typeof Severity;
  @Field() message: string;
  @Field(() => [ResourceRef]) subjects: readonly ResourceRef[];
  @Field(() => [SourceLocation]) locations: readonly SourceLocation[];
  @Field(() => String, { nullable: true, description: 'JSON pointer inside the first subject.' }) path: string | null;
}

@ObjectType()
export class FindingEdge {
  @Field() cursor: string;
  @Field(() => Finding) node: Finding;
}

@ObjectType()
export class FindingConnection {
  @Field(() => [FindingEdge]) edges: readonly FindingEdge[];
  @Field(() => PageInfo) pageInfo: PageInfo;
  @Field(() => Total) total: Total;
}

@InputType()
export class FindingFilter {
  @Field(() => [String], { nullable: true }) codes?: readonly string[] | null;
  @Field(() => Severity, { nullable: true }) minSeverity?: keyof typeof Severity | null;
  @Field(() => [String], { nullable: true }) namespaces?: readonly string[] | null;
}
