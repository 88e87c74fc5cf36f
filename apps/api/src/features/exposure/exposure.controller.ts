import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Costs, Scopes } from '../../platform/access/access.decorators.ts';
import { Caller } from '../../platform/access/caller.decorator.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import type { IdentifiedRequest } from '../../platform/http/identified-request.ts';
import { exposureQuerySchema, exposureSchema } from './exposure-rest.types.ts';
import type { ExposureQuery } from './exposure-rest.types.ts';
import { ExposureService } from './exposure.service.ts';

@ApiTags('exposure')
@ApiProblems()
@Scopes('CONNECTIVITY_READ')
@Controller('v1/views/:view/exposure')
export class ExposureController {
  constructor(private readonly exposures: ExposureService) {}

  @Costs(20) @Get() @ApiOperation({ summary: 'What the outside can reach and through what, and what can reach the internet.' }) @ApiOkResponse({ standardSchema: exposureSchema })
  exposure(@Caller() caller: Principal, @Param('view') view: string, @Query({ schema: exposureQuerySchema }) query: ExposureQuery, @Req() request: IdentifiedRequest): Promise<unknown> {
    return this.exposures.record(caller, view, query, request);
  }
}
