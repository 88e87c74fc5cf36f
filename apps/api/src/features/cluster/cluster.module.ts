import { Module } from '@nestjs/common';
import { SnapshotModule } from '../snapshot/snapshot.module.ts';
import { ClusterController } from './cluster.controller.ts';
import { ClusterFieldsService } from './cluster-fields.service.ts';
import { ClusterResolver } from './cluster.resolver.ts';
import { ClusterService } from './cluster.service.ts';

@Module({ imports: [SnapshotModule], controllers: [ClusterController], providers: [ClusterService, ClusterFieldsService, ClusterResolver] })
export class ClusterModule {}
