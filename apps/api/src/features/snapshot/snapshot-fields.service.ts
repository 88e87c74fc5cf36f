import { Inject, Injectable } from '@nestjs/common';
import type { Cluster as StoredCluster, SnapshotRecord, Storage } from '@postern/db';
import { AS_RECOGNISED } from '../../analysis/view-key.ts';
import type { ViewKey } from '../../analysis/view-key.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import type { RequestContext } from '../../platform/graphql/request-context.ts';
import { Problem } from '../../platform/problems/problem.ts';
import { STORAGE } from '../../platform/storage.module.ts';
import { toCluster } from '../cluster/cluster.mapping.ts';
import type { Cluster } from '../cluster/cluster.types.ts';
import { toSnapshot } from './snapshot.mapping.ts';
import type { Snapshot } from './snapshot.types.ts';

interface VersionKey { readonly clusterId: number; readonly sequence: number }

/** What hangs on a version, gathered over a whole request: one statement for each kind and cluster. */
@Injectable()
export class SnapshotFieldsService {
  constructor(@Inject(STORAGE) private readonly storage: Storage) {}

  async cluster(context: RequestContext, record: SnapshotRecord): Promise<Cluster> { return toCluster(await this.stored(context, record)); }

  /** The view of a version as its cluster is recognised. */
  async viewKey(context: RequestContext, record: SnapshotRecord): Promise<ViewKey> {
    const { id, slug, enforcementPin } = await this.stored(context, record);
    return { clusterId: id, cluster: slug, sequence: record.sequence, ...AS_RECOGNISED, pin: enforcementPin };
  }

  async latest(context: RequestContext, clusterId: number): Promise<Snapshot | null> {
    const record = await loaderOf(context, 'latest', (ids: readonly number[]) => this.latestOf(ids), String).load(clusterId);
    return record === null ? null : toSnapshot(record);
  }

  async parent(context: RequestContext, { clusterId, parentSequence }: SnapshotRecord): Promise<Snapshot | null> {
    if (parentSequence === null) return null;
    const record = await loaderOf(context, 'versions', (keys: readonly VersionKey[]) => this.versionsOf(keys), (key) => `${String(key.clusterId)}@${String(key.sequence)}`).load({ clusterId, sequence: parentSequence });
    return record === null ? null : toSnapshot(record);
  }

  private async stored(context: RequestContext, { clusterId }: SnapshotRecord): Promise<StoredCluster> {
    const cluster = await loaderOf(context, 'clusters', (ids: readonly number[]) => this.clustersOf(ids), String).load(clusterId);
    if (cluster === null) throw new Problem('NOT_FOUND', 'the cluster was deleted');
    return cluster;
  }

  private async clustersOf(ids: readonly number[]): Promise<readonly (StoredCluster | null)[]> {
    const found = new Map((await this.storage.clusters.byIds(ids)).map((cluster) => [cluster.id, cluster]));
    return ids.map((id) => found.get(id) ?? null);
  }

  private async latestOf(ids: readonly number[]): Promise<readonly (SnapshotRecord | null)[]> {
    const found = await this.storage.snapshots.latestOf(ids);
    return ids.map((id) => found.get(id) ?? null);
  }

  private async versionsOf(keys: readonly VersionKey[]): Promise<readonly (SnapshotRecord | null)[]> {
    const found = new Map<string, SnapshotRecord>();
    for (const [clusterId, group] of Map.groupBy(keys, (key) => key.clusterId)) {
      for (const record of await this.storage.snapshots.bySequences(clusterId, group.map(({ sequence }) => sequence))) found.set(`${String(clusterId)}@${String(record.sequence)}`, record);
    }
    return keys.map(({ clusterId, sequence }) => found.get(`${String(clusterId)}@${String(sequence)}`) ?? null);
  }
}
