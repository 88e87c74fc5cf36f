import { Injectable } from '@nestjs/common';
import type { Principal } from '../../platform/access/principal.ts';
import type { RequestContext } from '../../platform/graphql/request-context.ts';
import { SnapshotFieldsService } from '../snapshot/snapshot-fields.service.ts';
import { SnapshotService } from '../snapshot/snapshot.service.ts';
import type { SnapshotsArgs } from '../snapshot/snapshot.service.ts';
import type { Snapshot, SnapshotConnection } from '../snapshot/snapshot.types.ts';

/** What hangs on a cluster. */
@Injectable()
export class ClusterFieldsService {
  constructor(private readonly snapshotFields: SnapshotFieldsService, private readonly history: SnapshotService) {}

  latest(context: RequestContext, clusterId: number): Promise<Snapshot | null> { return this.snapshotFields.latest(context, clusterId); }

  snapshots(principal: Principal, clusterId: number, args: SnapshotsArgs): Promise<SnapshotConnection> { return this.history.connection(principal, clusterId, args); }
}
