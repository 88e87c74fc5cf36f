import { Global, Module } from '@nestjs/common';
import { BackgroundService } from './background.service.ts';
import { OperationController } from './operation.controller.ts';
import { OperationService } from './operation.service.ts';

/** Features hand it the questions that callers want worked out in the background. */
@Global()
@Module({ controllers: [OperationController], providers: [OperationService, BackgroundService], exports: [BackgroundService] })
export class OperationModule {}
