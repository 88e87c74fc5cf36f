import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Costs, Scopes } from '../../platform/access/access.decorators.ts';
import { Caller } from '../../platform/access/caller.decorator.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import type { IdentifiedRequest } from '../../platform/http/identified-request.ts';
import { InBackground } from '../operation/operation-rest.types.ts';
import { diffQuerySchema, diffSchema } from './diff-rest.types.ts';
import type { DiffQuery } from './diff-rest.types.ts';
import { DiffService } from './diff.service.ts';

@ApiTags('diff')
@ApiProblems()
@Controller('v1/diff')
export class DiffController {
  constructor(private readonly diffs: DiffService) {}

  @Scopes('CONNECTIVITY_READ') @Costs(50) @InBackground() @Get() @ApiOperation({ summary: 'What changed between two versions of a cluster.' }) @ApiOkResponse({ standardSchema: diffSchema })
  diff(@Caller() caller: Principal, @Query({ schema: diffQuerySchema }) query: DiffQuery, @Req() request: IdentifiedRequest): Promise<unknown> {
    return this.diffs.record(caller, query, request);
  }
}
