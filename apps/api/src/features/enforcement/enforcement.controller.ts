import { Controller, Get, Param, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Costs, Scopes } from '../../platform/access/access.decorators.ts';
import { Caller } from '../../platform/access/caller.decorator.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import type { IdentifiedRequest } from '../../platform/http/identified-request.ts';
import { enforcementSchema } from './enforcement-rest.types.ts';
import { EnforcementService } from './enforcement.service.ts';

@ApiTags('snapshots')
@ApiProblems()
@Scopes('SNAPSHOT_READ')
@Controller('v1/clusters/:cluster/snapshots/:ref/enforcement')
export class EnforcementController {
  constructor(private readonly service: EnforcementService) {}

  @Costs(5) @Get() @ApiOperation({ summary: 'Who wires the pods of a version, who filters, on which nodes, and how sure that is.' }) @ApiOkResponse({ standardSchema: enforcementSchema })
  enforcement(@Caller() caller: Principal, @Param('cluster') cluster: string, @Param('ref') ref: string, @Req() request: IdentifiedRequest): Promise<unknown> {
    return this.service.record(caller, cluster, ref, request);
  }
}
