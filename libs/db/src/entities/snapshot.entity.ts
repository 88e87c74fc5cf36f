import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Relation } from 'typeorm';
import { ClusterEntity } from './cluster.entity.ts';

/** A version. Its row outlives its objects, so that an expired one can be told from one that never was. */
@Entity({ name: 'snapshot' })
@Index('snapshot_content_digest', ['clusterId', 'contentDigest'])
@Index('snapshot_captured_at', ['clusterId', 'capturedAt'])
export class SnapshotEntity {
  @PrimaryColumn({ name: 'cluster_id', type: 'integer', primaryKeyConstraintName: 'snapshot_pk' })
  clusterId: number;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'snapshot_pk' })
  sequence: number;

  @Column({ type: 'enum', enum: ['RECEIVING', 'QUEUED', 'ANALYSING', 'READY', 'FAILED', 'EXPIRED'], enumName: 'snapshot_state' })
  state: string;

  @Column({ name: 'content_digest', type: 'bytea' })
  contentDigest: Buffer;

  @Column({ name: 'semantic_digest', type: 'bytea' })
  semanticDigest: Buffer;

  @Column({ name: 'captured_at', type: 'timestamptz' })
  capturedAt: Date;

  @Column({ name: 'received_at', type: 'timestamptz' })
  receivedAt: Date;

  @Column({ name: 'ready_at', type: 'timestamptz', nullable: true })
  readyAt: Date | null;

  @Column({ name: 'source_kind', type: 'enum', enum: ['COLLECTOR', 'CLI', 'API', 'GIT'], enumName: 'source_kind' })
  sourceKind: string;

  @Column({ name: 'source_agent', type: 'text', nullable: true })
  sourceAgent: string | null;

  @Column({ name: 'git_repository', type: 'text', nullable: true })
  gitRepository: string | null;

  @Column({ name: 'git_commit', type: 'text', nullable: true })
  gitCommit: string | null;

  @Column({ name: 'git_ref', type: 'text', nullable: true })
  gitRef: string | null;

  @Column({ type: 'jsonb', default: {} })
  labels: object;

  @Column({ type: 'jsonb', default: {} })
  stats: object;

  // Kinds are named by the input, whose escapes jsonb refuses and json keeps.
  @Column({ type: 'json' })
  coverage: object;

  @Column({ name: 'is_pinned', type: 'boolean', default: false })
  isPinned: boolean;

  @Column({ name: 'parent_sequence', type: 'integer', nullable: true })
  parentSequence: number | null;

  @Column({ name: 'is_changed', type: 'boolean' })
  isChanged: boolean;

  /** The version whose `snapshot_location` row holds for this one too. */
  @Column({ name: 'location_sequence', type: 'integer' })
  locationSequence: number;

  /** The version whose `snapshot_diagnostic` rows hold for this one too. */
  @Column({ name: 'diagnostic_sequence', type: 'integer' })
  diagnosticSequence: number;

  @Column({ name: 'diagnostic_digest', type: 'bytea' })
  diagnosticDigest: Buffer;

  @ManyToOne(() => ClusterEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'cluster_id', foreignKeyConstraintName: 'snapshot_cluster_fk' })
  cluster: Relation<ClusterEntity>;
}
