import { Args, Query, Resolver } from '@nestjs/graphql';
import { Scopes } from '../../platform/access/access.decorators.ts';
import { Caller } from '../../platform/access/caller.decorator.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { MatrixService } from './matrix.service.ts';
import { Matrix, MatrixArgs } from './matrix.types.ts';

@Scopes('CONNECTIVITY_READ')
@Resolver(() => Matrix)
export class MatrixResolver {
  constructor(private readonly service: MatrixService) {}

  @Query(() => Matrix, { description: 'What groups (rows) can send to groups (columns). Nodes and addresses outside are left out; without traffic a pair is allowed where it has any allowed port.' })
  matrix(@Caller() caller: Principal, @Args() args: MatrixArgs): Promise<Matrix> { return this.service.matrix(caller, args); }
}
