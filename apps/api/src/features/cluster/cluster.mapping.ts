import type { Cluster as StoredCluster, SnapshotRecord } from '@postern/db';
import { nodeId } from '../view/resource.mapping.ts';
import type { ClusterBody } from './cluster-rest.types.ts';
import type { Cluster } from './cluster.types.ts';

export const toCluster = ({ id, slug, displayName }: StoredCluster): Cluster => ({ clusterId: id, id: nodeId('Cluster', id), slug, displayName });

export const toClusterBody = ({ slug, displayName, createdAt, enforcementPin }: StoredCluster, latest: SnapshotRecord | null | undefined): ClusterBody => ({
  slug, displayName, createdAt: createdAt.toISOString(), latest: latest?.sequence ?? null, enforcementPin,
});
