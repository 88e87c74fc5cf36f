import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Scopes } from '../../platform/access/access.decorators.ts';
import { Caller } from '../../platform/access/caller.decorator.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import { operationSchema } from './operation-rest.types.ts';
import { OperationService } from './operation.service.ts';

@ApiTags('operations')
@ApiProblems()
@Controller('v1/operations')
export class OperationController {
  constructor(private readonly operations: OperationService) {}

  @Scopes() @Get(':id') @ApiOperation({ summary: 'Asynchronous work and its progress.' }) @ApiOkResponse({ standardSchema: operationSchema })
  get(@Caller() caller: Principal, @Param('id') id: string): Promise<unknown> { return this.operations.get(caller, id); }
}
