import { Module } from '@nestjs/common';
import { ReachabilityController } from './reachability.controller.ts';
import { ReachabilityRecordsService } from './reachability-records.service.ts';
import { ReachabilityResolver } from './reachability.resolver.ts';
import { ReachabilityService } from './reachability.service.ts';

@Module({ controllers: [ReachabilityController], providers: [ReachabilityService, ReachabilityRecordsService, ReachabilityResolver] })
export class ReachabilityModule {}
