import { Module } from '@nestjs/common';
import { FindingController } from './finding.controller.ts';
import { FindingResolver } from './finding.resolver.ts';
import { FindingService } from './finding.service.ts';

@Module({ controllers: [FindingController], providers: [FindingService, FindingResolver] })
export class FindingModule {}
