import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Costs, Scopes } from '../../platform/access/access.decorators.ts';
import { Caller } from '../../platform/access/caller.decorator.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import type { IdentifiedRequest } from '../../platform/http/identified-request.ts';
import { InBackground } from '../operation/operation-rest.types.ts';
import { exportQuerySchema, exportSchema } from './export-rest.types.ts';
import type { ExportQuery } from './export-rest.types.ts';
import { ExportService } from './export.service.ts';

@ApiTags('reachability')
@ApiProblems()
@Controller('v1/views/:view/export')
export class ExportController {
  constructor(private readonly exports: ExportService) {}

  @Scopes('CONNECTIVITY_READ') @Costs(50) @InBackground() @Get() @ApiOperation({ summary: 'The whole list: every pair that can connect, as one document, a row on each line (NDJSON, CSV), Markdown or a graph for Graphviz.' }) @ApiOkResponse({ standardSchema: exportSchema })
  export(@Caller() caller: Principal, @Param('view') view: string, @Query({ schema: exportQuerySchema }) query: ExportQuery, @Req() request: IdentifiedRequest): Promise<unknown> {
    return this.exports.export(caller, view, query, request);
  }
}
