import { Field, InputType } from '@nestjs/graphql';
import { LabelOperator } from '../../platform/graphql/enums.ts';
import { Cidr } from '../../platform/graphql/scalars.ts';

@InputType()
export class NamespacedNameInput {
  @Field() namespace: string;
  @Field() name: string;
}

@InputType()
export class WorkloadInput {
  @Field() namespace: string;
  @Field() name: string;
  @Field(() => String, { nullable: true }) kind?: string | null;
}

@InputType()
export class LabelInput {
  @Field() key: string;
  @Field() value: string;
}

@InputType()
export class LabelExpressionInput {
  @Field() key: string;
  @Field(() => LabelOperator) operator: keyof typeof LabelOperator;
  @Field(() => [String], { nullable: true }) values?: readonly string[] | null;
}

@InputType()
export class LabelSelectorInput {
  @Field(() => [LabelInput], { nullable: true }) matchLabels?: readonly LabelInput[] | null;
  @Field(() => [LabelExpressionInput], { nullable: true }) matchExpressions?: readonly LabelExpressionInput[] | null;
}

@InputType()
export class SelectorInput {
  @Field(() => LabelSelectorInput, { nullable: true }) namespaces?: LabelSelectorInput | null;
  @Field(() => LabelSelectorInput, { nullable: true }) pods?: LabelSelectorInput | null;
}

@InputType()
export class ServiceInput {
  @Field() namespace: string;
  @Field() name: string;
  @Field(() => String, { nullable: true }) port?: string | null;
}

@InputType()
export class HypotheticalPodInput {
  @Field() namespace: string;
  @Field(() => [LabelInput]) labels: readonly LabelInput[];
}

@InputType({ isOneOf: true, description: 'Exactly one field. `ref` takes the short form used by CLI and URLs.' })
export class EndpointInput {
  @Field(() => String, { nullable: true }) ref?: string;
  @Field(() => NamespacedNameInput, { nullable: true }) pod?: NamespacedNameInput;
  @Field(() => WorkloadInput, { nullable: true }) workload?: WorkloadInput;
  @Field(() => String, { nullable: true }) namespace?: string;
  @Field(() => ServiceInput, { nullable: true }) service?: ServiceInput;
  @Field(() => SelectorInput, { nullable: true }) selector?: SelectorInput;
  @Field(() => Cidr, { nullable: true }) cidr?: string;
  @Field(() => Boolean, { nullable: true }) internet?: boolean;
  @Field(() => HypotheticalPodInput, { nullable: true, description: 'A pod that does not exist yet: labels only.' }) hypothetical?: HypotheticalPodInput;
}
