import { Controller, Param, Post, Query, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiConsumes, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Costs, Scopes } from '../../platform/access/access.decorators.ts';
import { Caller } from '../../platform/access/caller.decorator.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import type { IdentifiedRequest } from '../../platform/http/identified-request.ts';
import { operationSchema } from '../operation/operation-rest.types.ts';
import { snapshotSchema } from '../snapshot/snapshot-rest.types.ts';
import { ingestQuerySchema } from './ingest-rest.types.ts';
import type { IngestQuery } from './ingest-rest.types.ts';
import { IngestService } from './ingest.service.ts';

@ApiTags('snapshots')
@ApiProblems()
@Controller('v1/clusters/:cluster/snapshots')
export class IngestController {
  constructor(private readonly uploads: IngestService) {}

  @Scopes('SNAPSHOT_WRITE') @Costs(10) @Post()
  @ApiOperation({ summary: 'Sends a version: NDJSON, a YAML or JSON stream, or kubectl Lists; plain or gzip.' })
  @ApiConsumes('application/x-ndjson', 'application/json', 'application/yaml') @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiHeader({ name: 'Idempotency-Key', required: false }) @ApiHeader({ name: 'Prefer', required: false, description: 'wait=30' })
  @ApiAcceptedResponse({ standardSchema: operationSchema }) @ApiCreatedResponse({ standardSchema: snapshotSchema }) @ApiOkResponse({ standardSchema: snapshotSchema })
  upload(@Caller() caller: Principal, @Param('cluster') cluster: string, @Query({ schema: ingestQuerySchema }) query: IngestQuery, @Req() request: IdentifiedRequest): Promise<unknown> {
    return this.uploads.ingest(caller, cluster, query, request);
  }
}
