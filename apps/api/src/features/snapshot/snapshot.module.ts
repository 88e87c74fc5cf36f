import { Module } from '@nestjs/common';
import { SnapshotController } from './snapshot.controller.ts';
import { SnapshotFieldsService } from './snapshot-fields.service.ts';
import { SnapshotResolver } from './snapshot.resolver.ts';
import { SnapshotService } from './snapshot.service.ts';

@Module({ controllers: [SnapshotController], providers: [SnapshotService, SnapshotFieldsService, SnapshotResolver], exports: [SnapshotService, SnapshotFieldsService] })
export class SnapshotModule {}
