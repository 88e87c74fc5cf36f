import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Costs, Scopes } from '../../platform/access/access.decorators.ts';
import { Caller } from '../../platform/access/caller.decorator.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import type { IdentifiedRequest } from '../../platform/http/identified-request.ts';
import { InBackground } from '../operation/operation-rest.types.ts';
import { differenceQuerySchema, differencesSchema } from './difference-rest.types.ts';
import type { DifferenceQuery } from './difference-rest.types.ts';
import { DifferenceService } from './difference.service.ts';

@ApiTags('enforcement')
@ApiProblems()
@Scopes('CONNECTIVITY_READ')
@Controller('v1/views/:view/enforcement-differences')
export class DifferenceController {
  constructor(private readonly differences: DifferenceService) {}

  @Costs(50) @InBackground() @Get() @ApiOperation({ summary: 'Where the cluster does otherwise than its policies say, and why.' }) @ApiOkResponse({ standardSchema: differencesSchema })
  list(@Caller() caller: Principal, @Param('view') view: string, @Query({ schema: differenceQuerySchema }) query: DifferenceQuery, @Req() request: IdentifiedRequest): Promise<unknown> {
    return this.differences.record(caller, view, query, request);
  }
}
