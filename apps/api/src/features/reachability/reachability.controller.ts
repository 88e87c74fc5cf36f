import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Costs, Scopes } from '../../platform/access/access.decorators.ts';
import { Caller } from '../../platform/access/caller.decorator.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import type { IdentifiedRequest } from '../../platform/http/identified-request.ts';
import { ReachabilityRecordsService } from './reachability-records.service.ts';
import { batchQuerySchema, peersSchema, pointQuerySchema, pointSchema, reachQuerySchema, whoQuerySchema } from './reachability-rest.types.ts';
import type { BatchQuery, PointQuery, ReachQuery, WhoQuery } from './reachability-rest.types.ts';

@ApiTags('reachability')
@ApiProblems()
@Scopes('CONNECTIVITY_READ')
@Controller('v1/views/:view')
export class ReachabilityController {
  constructor(private readonly records: ReachabilityRecordsService) {}

  @Get('reachability') @ApiOperation({ summary: 'Whether one end can reach another, and which rules decide.' }) @ApiOkResponse({ standardSchema: pointSchema })
  point(@Caller() caller: Principal, @Param('view') view: string, @Query({ schema: pointQuerySchema }) query: PointQuery, @Req() request: IdentifiedRequest): Promise<unknown> {
    return this.records.point(caller, view, query, request);
  }

  @Costs(100) @Post('reachability\\:batch') @HttpCode(200) @ApiOperation({ summary: 'Up to 10,000 probes, one JSON object a line, answered in order.' })
  @ApiConsumes('application/x-ndjson') @ApiProduces('application/x-ndjson') @ApiBody({ schema: { type: 'string' } })
  batch(@Caller() caller: Principal, @Param('view') view: string, @Query({ schema: batchQuerySchema }) query: BatchQuery, @Req() request: IdentifiedRequest, @Res() response: Response): Promise<void> {
    return this.records.batch(caller, view, query, request, response);
  }

  @Costs(10) @Get('who-can-reach') @ApiOperation({ summary: 'Everything that can reach an end.' }) @ApiOkResponse({ standardSchema: peersSchema })
  whoCanReach(@Caller() caller: Principal, @Param('view') view: string, @Query({ schema: whoQuerySchema }) query: WhoQuery, @Req() request: IdentifiedRequest): Promise<unknown> {
    return this.records.whoCanReach(caller, view, query, request);
  }

  @Costs(10) @Get('reachable-from') @ApiOperation({ summary: 'Everything that an end can reach.' }) @ApiOkResponse({ standardSchema: peersSchema })
  reachableFrom(@Caller() caller: Principal, @Param('view') view: string, @Query({ schema: reachQuerySchema }) query: ReachQuery, @Req() request: IdentifiedRequest): Promise<unknown> {
    return this.records.reachableFrom(caller, view, query, request);
  }
}
