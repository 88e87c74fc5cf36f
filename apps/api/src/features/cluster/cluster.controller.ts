import { Body, Controller, Delete, Get, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Scopes } from '../../platform/access/access.decorators.ts';
import { Caller } from '../../platform/access/caller.decorator.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import { clusterListSchema, clusterPatchSchema, clusterQuerySchema, clusterSchema, newClusterSchema } from './cluster-rest.types.ts';
import type { ClusterPatch, ClusterQueryText, NewCluster } from './cluster-rest.types.ts';
import { ClusterService } from './cluster.service.ts';

@ApiTags('clusters')
@ApiProblems()
@Scopes('CONNECTIVITY_READ')
@Controller('v1/clusters')
export class ClusterController {
  constructor(private readonly clusters: ClusterService) {}

  @Get() @ApiOperation({ summary: 'The clusters that the caller may see, by slug.' }) @ApiOkResponse({ standardSchema: clusterListSchema })
  list(@Caller() caller: Principal, @Query({ schema: clusterQuerySchema }) query: ClusterQueryText, @Req() { originalUrl }: Request): Promise<unknown> {
    return this.clusters.list(caller, query, originalUrl);
  }

  @Scopes('ADMIN') @Post() @ApiOperation({ summary: 'Makes a cluster, to which versions can be sent.' }) @ApiCreatedResponse({ standardSchema: clusterSchema })
  create(@Caller() caller: Principal, @Body({ schema: newClusterSchema }) body: NewCluster): Promise<unknown> { return this.clusters.create(caller, body); }

  @Get(':cluster') @ApiOperation({ summary: 'One cluster.' }) @ApiOkResponse({ standardSchema: clusterSchema })
  get(@Caller() caller: Principal, @Param('cluster') cluster: string): Promise<unknown> { return this.clusters.get(caller, cluster); }

  @Scopes('ADMIN') @Patch(':cluster') @ApiOperation({ summary: 'Changes the displayed name, or says who enforces in the cluster where recognition is wrong.' }) @ApiOkResponse({ standardSchema: clusterSchema })
  change(@Caller() caller: Principal, @Param('cluster') cluster: string, @Body({ schema: clusterPatchSchema }) body: ClusterPatch): Promise<unknown> {
    return this.clusters.change(caller, cluster, body);
  }

  @Scopes('ADMIN') @Delete(':cluster') @ApiOperation({ summary: 'Deletes a cluster with its whole history.' }) @ApiNoContentResponse()
  remove(@Caller() caller: Principal, @Param('cluster') cluster: string): Promise<unknown> { return this.clusters.remove(caller, cluster); }
}
