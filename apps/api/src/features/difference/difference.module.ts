import { Module } from '@nestjs/common';
import { DifferenceController } from './difference.controller.ts';
import { DifferenceResolver } from './difference.resolver.ts';
import { DifferenceService } from './difference.service.ts';

@Module({ controllers: [DifferenceController], providers: [DifferenceService, DifferenceResolver] })
export class DifferenceModule {}
