import { Controller, Delete, Get, Param, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Scopes } from '../../platform/access/access.decorators.ts';
import { Caller } from '../../platform/access/caller.decorator.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import type { IdentifiedRequest } from '../../platform/http/identified-request.ts';
import { operationSchema } from './operation-rest.types.ts';
import { OperationService } from './operation.service.ts';

@ApiTags('operations')
@ApiProblems()
@Controller('v1/operations')
export class OperationController {
  constructor(private readonly operations: OperationService) {}

  @Scopes() @Get(':id') @ApiOperation({ summary: 'Asynchronous work and its progress.' }) @ApiOkResponse({ standardSchema: operationSchema })
  get(@Caller() caller: Principal, @Param('id') id: string): Promise<unknown> { return this.operations.get(caller, id); }

  @Scopes() @Delete(':id') @ApiOperation({ summary: 'Ends the work on a question in the background.' }) @ApiOkResponse({ standardSchema: operationSchema })
  cancel(@Caller() caller: Principal, @Param('id') id: string): Promise<unknown> { return this.operations.cancel(caller, id); }

  @Scopes('CONNECTIVITY_READ') @Get(':id/result') @ApiOperation({ summary: 'The answer to a question in the background, as the question itself would have given it; 410 once it has expired.' }) @ApiOkResponse({ description: 'The answer.' })
  result(@Caller() caller: Principal, @Param('id') id: string, @Req() request: IdentifiedRequest): Promise<unknown> { return this.operations.result(caller, id, request); }
}
