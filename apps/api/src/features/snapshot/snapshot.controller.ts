import { Body, Controller, Delete, Get, Param, Put, Query, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Costs, Scopes } from '../../platform/access/access.decorators.ts';
import { Caller } from '../../platform/access/caller.decorator.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import { diagnosticQuerySchema, pinSchema, resourceQuerySchema, snapshotListSchema, snapshotQuerySchema, snapshotSchema } from './snapshot-rest.types.ts';
import type { DiagnosticQueryText, PinBody, ResourceQueryText, SnapshotQueryText } from './snapshot-rest.types.ts';
import { SnapshotService } from './snapshot.service.ts';

@ApiTags('snapshots')
@ApiProblems()
@Scopes('SNAPSHOT_READ')
@Controller('v1/clusters/:cluster/snapshots')
export class SnapshotController {
  constructor(private readonly snapshots: SnapshotService) {}

  @Get() @ApiOperation({ summary: 'The versions of a cluster, newest first.' }) @ApiOkResponse({ standardSchema: snapshotListSchema })
  list(@Caller() caller: Principal, @Param('cluster') cluster: string, @Query({ schema: snapshotQuerySchema }) query: SnapshotQueryText, @Req() { originalUrl }: Request): Promise<unknown> {
    return this.snapshots.list(caller, cluster, query, originalUrl);
  }

  @Get(':ref') @ApiOperation({ summary: 'One version: latest, a sequence, sha256:… or a time.' }) @ApiOkResponse({ standardSchema: snapshotSchema })
  get(@Caller() caller: Principal, @Param('cluster') cluster: string, @Param('ref') ref: string): Promise<unknown> {
    return this.snapshots.get(caller, cluster, ref);
  }

  @Scopes('ADMIN') @Delete(':ref') @ApiOperation({ summary: 'Deletes what only this version holds; it answers 410 from then on.' }) @ApiNoContentResponse()
  remove(@Caller() caller: Principal, @Param('cluster') cluster: string, @Param('ref') ref: string): Promise<unknown> {
    return this.snapshots.remove(caller, cluster, ref);
  }

  @Scopes('SNAPSHOT_WRITE') @Put(':ref/pin') @ApiOperation({ summary: 'Keeps a version from deletion, or lets it go.' }) @ApiOkResponse({ standardSchema: snapshotSchema })
  pin(@Caller() caller: Principal, @Param('cluster') cluster: string, @Param('ref') ref: string, @Body({ schema: pinSchema }) body: PinBody): Promise<unknown> {
    return this.snapshots.pin(caller, cluster, ref, body.pinned);
  }

  @Get(':ref/diagnostics') @ApiOperation({ summary: 'Problems in the input of a version, in the order in which they were met.' }) @ApiOkResponse()
  diagnostics(@Caller() caller: Principal, @Param('cluster') cluster: string, @Param('ref') ref: string, @Query({ schema: diagnosticQuerySchema }) query: DiagnosticQueryText, @Req() { originalUrl }: Request): Promise<unknown> {
    return this.snapshots.diagnostics(caller, cluster, ref, query, originalUrl);
  }

  @Get(':ref/coverage') @ApiOperation({ summary: 'The kinds that were met, and whether they are understood.' }) @ApiOkResponse()
  coverage(@Caller() caller: Principal, @Param('cluster') cluster: string, @Param('ref') ref: string): Promise<unknown> {
    return this.snapshots.coverage(caller, cluster, ref);
  }

  @Costs(5) @Get(':ref/resources') @ApiOperation({ summary: 'The kept objects of a version.' }) @ApiOkResponse()
  resources(@Caller() caller: Principal, @Param('cluster') cluster: string, @Param('ref') ref: string, @Query({ schema: resourceQuerySchema }) query: ResourceQueryText, @Req() { originalUrl }: Request): Promise<unknown> {
    return this.snapshots.resources(caller, cluster, ref, query, originalUrl);
  }
}
