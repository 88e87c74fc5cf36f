import { Controller, Get, Header, UseGuards } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import { Public } from '../../platform/access/access.decorators.ts';
import { MetricsGuard } from './metrics.guard.ts';
import { MetricsService } from './metrics.service.ts';

@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: MetricsService) {}

  // The guard asks for an administrator unless the configuration opens the metrics.
  @Public() @UseGuards(MetricsGuard) @Get() @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8') @ApiExcludeEndpoint()
  read(): Promise<string> { return this.metrics.text(); }
}
