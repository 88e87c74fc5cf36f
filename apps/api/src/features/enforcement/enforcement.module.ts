import { Module } from '@nestjs/common';
import { SnapshotModule } from '../snapshot/snapshot.module.ts';
import { EnforcementController } from './enforcement.controller.ts';
import { EnforcementResolver, NodeEnforcementResolver, SnapshotEnforcementResolver } from './enforcement.resolver.ts';
import { EnforcementService } from './enforcement.service.ts';

@Module({ imports: [SnapshotModule], controllers: [EnforcementController], providers: [EnforcementService, EnforcementResolver, SnapshotEnforcementResolver, NodeEnforcementResolver] })
export class EnforcementModule {}
