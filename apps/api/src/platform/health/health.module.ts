import { Global, Module } from '@nestjs/common';
import { HealthController } from './health.controller.ts';
import { HealthService } from './health.service.ts';
import { MetricsController } from './metrics.controller.ts';
import { MetricsGuard } from './metrics.guard.ts';
import { MetricsService } from './metrics.service.ts';
import { OpenapiController } from './openapi.controller.ts';
import { OpenapiDocument } from './openapi-document.ts';

/** What runs the service asks of it. */
@Global()
@Module({
  controllers: [HealthController, MetricsController, OpenapiController],
  providers: [HealthService, MetricsService, MetricsGuard, OpenapiDocument],
  exports: [MetricsService, OpenapiDocument],
})
export class HealthModule {}
