import { Module, RequestMethod, StandardSchemaValidationPipe } from '@nestjs/common';
import type { DynamicModule, MiddlewareConsumer, NestModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import type { Config } from '@postern/config';
import { LoggerModule } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import { AnalysisModule } from './analysis/analysis.module.ts';
import { FEATURES, ORPHANED_TYPES } from './features/features.ts';
import { AccessModule } from './platform/access/access.module.ts';
import { ConfigModule } from './platform/config.module.ts';
import { GraphqlAnswer } from './platform/graphql/graphql-answer.ts';
import { GraphqlGate } from './platform/graphql/graphql-gate.ts';
import { graphqlModule } from './platform/graphql/graphql.module.ts';
import { HealthModule } from './platform/health/health.module.ts';
import { loggerParams } from './platform/http/logging.ts';
import { ReplyInterceptor } from './platform/http/reply.interceptor.ts';
import { ProblemFilter } from './platform/problems/problem.filter.ts';
import { invalid } from './platform/problems/validation.ts';
import { StorageModule } from './platform/storage.module.ts';

@Module({})
export class AppModule implements NestModule {
  static with(config: Config, log?: DestinationStream): DynamicModule {
    return {
      module: AppModule,
      imports: [
        LoggerModule.forRoot(loggerParams(config.LOG_LEVEL, log)), ConfigModule.with(config), StorageModule, AccessModule, HealthModule,
        AnalysisModule, graphqlModule(ORPHANED_TYPES), ...FEATURES,
      ],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: ReplyInterceptor },
        { provide: APP_PIPE, useFactory: () => new StandardSchemaValidationPipe({ exceptionFactory: invalid }) },
      ],
    };
  }

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(GraphqlGate, GraphqlAnswer).forRoutes({ path: 'graphql', method: RequestMethod.ALL });
  }
}
