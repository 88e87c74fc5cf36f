import { Field, ID, InterfaceType, Int, ObjectType } from '@nestjs/graphql';
import { KindState } from '../../platform/graphql/enums.ts';
import { Enforcement } from '../enforcement/enforcement.types.ts';
import { Caveat } from './resource.types.ts';

@ObjectType()
export class KindCoverage {
  @Field() groupVersionKind: string;
  @Field(() => KindState) state: keyof typeof KindState;
  @Field(() => Int) count: number;
}

@ObjectType({ description: 'What the answer can rest on. Drives UNKNOWN verdicts.' })
export class Coverage {
  @Field() complete: boolean;
  @Field(() => [KindCoverage]) kinds: readonly KindCoverage[];
  @Field(() => Int) namespacesExcluded: number;
  @Field(() => [Caveat]) caveats: readonly Caveat[];
}

@InterfaceType({ description: 'Anything connectivity can be asked of: a stored snapshot or a what-if on top of one.', resolveType: () => 'Snapshot' })
export abstract class View {
  @Field(() => ID) id: string;
  @Field(() => Coverage) coverage: Coverage;
  /** Asked for by the type that implements it. */
  @Field(() => Enforcement) enforcement?: Enforcement;
}
