import { Field, ID, InterfaceType, Int, ObjectType } from '@nestjs/graphql';

@InterfaceType({ description: 'Anything with an id of its own.' })
export abstract class Node { @Field(() => ID) id: string; }

@ObjectType()
export class ResourceRef {
  @Field() apiVersion: string;
  @Field() kind: string;
  @Field(() => String, { nullable: true }) namespace: string | null;
  @Field() name: string;
  @Field(() => String, { nullable: true }) uid: string | null;
}

@ObjectType()
export class Caveat {
  @Field({ description: 'Stable machine code, e.g. NAMED_PORT_UNRESOLVED, KIND_NOT_COLLECTED.' }) code: string;
  @Field() message: string;
  @Field(() => [ResourceRef]) resources: readonly ResourceRef[];
  @Field() docsUrl: string;
}

@ObjectType()
export class SourceLocation {
  @Field(() => String, { nullable: true }) file: string | null;
  @Field(() => Int, { nullable: true }) line: number | null;
  @Field(() => Int, { nullable: true }) column: number | null;
  @Field(() => String, { nullable: true }) gitCommit: string | null;
}

@ObjectType()
export class Label {
  @Field() key: string;
  @Field() value: string;
}
