import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Config } from '@postern/config';
import { Logger } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import { AppModule } from './app.module.ts';
import { MetricsService } from './platform/health/metrics.service.ts';
import { openapiText, OpenapiDocument } from './platform/health/openapi-document.ts';
import { noteAbandonment } from './platform/http/abandonment.ts';
import { jsonBodies } from './platform/http/bodies.ts';
import { identifyRequest } from './platform/http/identified-request.ts';
import { requestMetrics } from './platform/http/request-metrics.ts';
import { securityHeaders } from './platform/http/security-headers.ts';

/** The whole service, not yet listening. `log` receives its log lines, standard output unless told. */
export async function createApp(config: Config, log?: DestinationStream): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config, log), { bufferLogs: true, bodyParser: false });
  app.useLogger(app.get(Logger));
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(identifyRequest);
  app.use(noteAbandonment);
  app.use(securityHeaders());
  app.use(requestMetrics(app.get(MetricsService)));
  app.use(jsonBodies(config.BODY_MAX_BYTES));
  app.enableShutdownHooks();
  app.get(OpenapiDocument).text = openapiText(app);
  return app;
}
