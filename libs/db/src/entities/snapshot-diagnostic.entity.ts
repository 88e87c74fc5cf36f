import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Relation } from 'typeorm';
import { ClusterEntity } from './cluster.entity.ts';

/** A diagnostic of one version, or of a run of versions with the same list. */
@Entity({ name: 'snapshot_diagnostic' })
@Index('snapshot_diagnostic_severity', ['clusterId', 'sequence', 'severity', 'ordinal'])
export class SnapshotDiagnosticEntity {
  @PrimaryColumn({ name: 'cluster_id', type: 'integer', primaryKeyConstraintName: 'snapshot_diagnostic_pk' })
  clusterId: number;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'snapshot_diagnostic_pk' })
  sequence: number;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'snapshot_diagnostic_pk' })
  ordinal: number;

  /** 0 info, 1 warning, 2 error. */
  @Column({ type: 'smallint' })
  severity: number;

  @Column({ type: 'json' })
  body: object;

  @ManyToOne(() => ClusterEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'cluster_id', foreignKeyConstraintName: 'snapshot_diagnostic_cluster_fk' })
  cluster: Relation<ClusterEntity>;
}
