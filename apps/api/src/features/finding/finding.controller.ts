import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Costs, Scopes } from '../../platform/access/access.decorators.ts';
import { Caller } from '../../platform/access/caller.decorator.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import type { IdentifiedRequest } from '../../platform/http/identified-request.ts';
import { InBackground } from '../operation/operation-rest.types.ts';
import { findingListSchema, findingQuerySchema } from './finding-rest.types.ts';
import type { FindingQuery } from './finding-rest.types.ts';
import { FindingService } from './finding.service.ts';

@ApiTags('findings')
@ApiProblems()
@Scopes('CONNECTIVITY_READ')
@Controller('v1/clusters/:cluster/snapshots/:ref/findings')
export class FindingController {
  constructor(private readonly findings: FindingService) {}

  @Costs(20) @InBackground() @Get() @ApiOperation({ summary: 'Policies that are legal and surely or probably a mistake, the worst first.' }) @ApiOkResponse({ standardSchema: findingListSchema })
  list(@Caller() caller: Principal, @Param('cluster') cluster: string, @Param('ref') ref: string, @Query({ schema: findingQuerySchema }) query: FindingQuery, @Req() request: IdentifiedRequest): Promise<unknown> {
    return this.findings.list(caller, cluster, ref, query, request);
  }
}
