import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import { Scopes } from '../../platform/access/access.decorators.ts';
import { OpenapiDocument } from './openapi-document.ts';

@Controller('openapi.json')
export class OpenapiController {
  constructor(private readonly document: OpenapiDocument) {}

  @Scopes() @Get() @Header('Content-Type', 'application/json') @ApiExcludeEndpoint()
  read(): string { return this.document.text; }
}
