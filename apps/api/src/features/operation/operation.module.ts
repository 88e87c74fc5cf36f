import { Module } from '@nestjs/common';
import { OperationController } from './operation.controller.ts';
import { OperationService } from './operation.service.ts';

@Module({ controllers: [OperationController], providers: [OperationService] })
export class OperationModule {}
