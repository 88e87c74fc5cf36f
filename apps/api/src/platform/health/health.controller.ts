import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '../../platform/access/access.decorators.ts';
import { HealthService } from './health.service.ts';
import { statusSchema, versionSchema } from './health.types.ts';
import type { Status, Version } from './health.types.ts';

@ApiTags('operations')
@Controller()
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Public() @Get('livez') @ApiOkResponse({ standardSchema: statusSchema })
  live(): Status { return this.health.live(); }

  @Public() @Get('readyz') @ApiOkResponse({ standardSchema: statusSchema })
  ready(): Promise<Status> { return this.health.ready(); }

  @Public() @Get('version') @ApiOkResponse({ standardSchema: versionSchema })
  version(): Version { return this.health.version(); }
}
