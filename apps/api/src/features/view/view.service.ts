import { Inject, Injectable } from '@nestjs/common';
import type { Cluster, NamedSnapshot, SnapshotRecord, SnapshotSelector, Storage } from '@postern/db';
import { StorageError } from '@postern/db';
import { parseViewReference } from '@postern/engine';
import type { SnapshotPoint } from '@postern/engine';
import { AS_RECOGNISED } from '../../analysis/view-key.ts';
import type { Under, ViewKey } from '../../analysis/view-key.ts';
import { clusterNotFound, requireCluster } from '../../platform/access/permission.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { Problem } from '../../platform/problems/problem.ts';
import { STORAGE } from '../../platform/storage.module.ts';
import { toSnapshot } from '../snapshot/snapshot.mapping.ts';
import type { View } from './view.types.ts';

/** What a view reference named when it was asked. */
export interface ResolvedView {
  readonly cluster: Cluster;
  readonly record: SnapshotRecord;
  readonly key: ViewKey;
  /** The reference names one version for ever. */
  readonly isImmutable: boolean;
}

/** Finds versions by their references. Permission is decided before anything is loaded. */
@Injectable()
export class ViewService {
  constructor(@Inject(STORAGE) private readonly storage: Storage) {}

  /** @throws {Problem} REF_INVALID, NOT_FOUND, SNAPSHOT_EXPIRED, SNAPSHOT_NOT_READY for the latest version of a cluster that has none */
  async resolve(principal: Principal, ref: string, under: Under = AS_RECOGNISED): Promise<ResolvedView> {
    const reference = parseViewReference(ref);
    if (reference.kind === 'scenario') throw new Problem('NOT_FOUND', `there is no scenario "${reference.id}"`);
    requireCluster(principal, reference.cluster);
    const { cluster, snapshot: record } = await this.storage.snapshots.resolveNamed(reference.cluster, selectorOf(reference.at)) ?? await this.missing(reference.cluster, reference.at);
    const key = { clusterId: cluster.id, cluster: cluster.slug, sequence: record.sequence, pin: cluster.enforcementPin, ...under };
    return { cluster, record, key, isImmutable: reference.at.by === 'sequence' };
  }

  /** Says what of it is missing; it may have come meanwhile. */
  private async missing(slug: string, at: SnapshotPoint): Promise<NamedSnapshot> {
    const cluster = await this.storage.clusters.find(slug);
    if (cluster === null) throw clusterNotFound(slug);
    const snapshot = await this.storage.snapshots.resolve(cluster.id, selectorOf(at)).catch((error: unknown): never => {
      if (at.by === 'latest' && error instanceof StorageError && error.code === 'NOT_FOUND') throw new Problem('SNAPSHOT_NOT_READY', `the cluster "${cluster.slug}" has no snapshot yet`);
      throw error;
    });
    return { cluster, snapshot };
  }

  /** Null for what is absent, or not the caller's to see. */
  async find(principal: Principal, ref: string): Promise<View | null> {
    try { return toSnapshot((await this.resolve(principal, ref)).record); } catch (error) {
      if (error !== null && typeof error === 'object' && 'code' in error && error.code === 'NOT_FOUND') return null;
      throw error;
    }
  }
}

/** The version that the text behind an `@` names, as storage asks for it. */
export function selectorOf(point: SnapshotPoint): SnapshotSelector {
  switch (point.by) {
    case 'latest': return { kind: 'latest' };
    case 'sequence': return { kind: 'sequence', sequence: point.sequence };
    case 'digest': return { kind: 'digest', digest: `sha256:${point.digest}` };
    case 'time': return { kind: 'time', time: new Date(point.time) };
  }
}
