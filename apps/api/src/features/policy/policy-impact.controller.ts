import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Costs, Scopes } from '../../platform/access/access.decorators.ts';
import { Caller } from '../../platform/access/caller.decorator.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import type { IdentifiedRequest } from '../../platform/http/identified-request.ts';
import { InBackground } from '../operation/operation-rest.types.ts';
import { impactListSchema, impactQuerySchema } from './policy-impact-rest.types.ts';
import type { ImpactQuery } from './policy-impact-rest.types.ts';
import { PolicyImpactService } from './policy-impact.service.ts';

@ApiTags('findings')
@ApiProblems()
@Scopes('CONNECTIVITY_READ')
@Controller('v1/clusters/:cluster/snapshots/:ref/policy-impact')
export class PolicyImpactController {
  constructor(private readonly impacts: PolicyImpactService) {}

  @Costs(50) @InBackground() @Get() @ApiOperation({ summary: 'What would be another if each policy alone were removed, and which of its rules do anything. Kept for GraphQL once it is worked out.' })
  @ApiOkResponse({ standardSchema: impactListSchema })
  list(@Caller() caller: Principal, @Param('cluster') cluster: string, @Param('ref') ref: string, @Query({ schema: impactQuerySchema }) query: ImpactQuery, @Req() request: IdentifiedRequest): Promise<unknown> {
    return this.impacts.list(caller, cluster, ref, query, request);
  }
}
