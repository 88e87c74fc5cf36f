import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Relation } from 'typeorm';
import { ClusterEntity } from './cluster.entity.ts';

/** A piece of asynchronous work. */
@Entity({ name: 'operation' })
@Index('operation_idempotency_key', ['clusterId', 'idempotencyKey'], { unique: true })
@Index('operation_expiry', ['expiresAt'], { where: 'expires_at IS NOT NULL' })
@Index('operation_owner', ['owner'], { where: "state IN ('QUEUED', 'RUNNING')" })
export class OperationEntity {
  @PrimaryColumn({ name: 'cluster_id', type: 'integer', primaryKeyConstraintName: 'operation_pk' })
  clusterId: number;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'operation_pk' })
  id: string;

  @Column({ type: 'text' })
  kind: string;

  @Column({ type: 'enum', enum: ['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'], enumName: 'operation_state' })
  state: string;

  /** The key of the advisory lock that the process running it holds as long as it lives. */
  @Column({ type: 'integer' })
  owner: number;

  @Column({ type: 'real', nullable: true })
  progress: number | null;

  @Column({ type: 'json', nullable: true })
  problem: object | null;

  @Column({ name: 'result_url', type: 'text', nullable: true })
  resultUrl: string | null;

  @Column({ name: 'result_sequence', type: 'integer', nullable: true })
  resultSequence: number | null;

  @Column({ name: 'is_unchanged', type: 'boolean', default: false })
  isUnchanged: boolean;

  /** Claimed at publication, so that a failed attempt does not spend it. */
  @Column({ name: 'idempotency_key', type: 'text', nullable: true })
  idempotencyKey: string | null;

  @Column({ name: 'request_fingerprint', type: 'text', nullable: true })
  requestFingerprint: string | null;

  /** Rows that staging should hold: the staging table is not logged, so a crash of the server empties it. */
  @Column({ name: 'staged_objects', type: 'integer', default: 0 })
  stagedObjects: number;

  /** Whose question it is; null for what belongs to the cluster. */
  @Column({ name: 'token_id', type: 'text', collation: 'C', nullable: true })
  tokenId: string | null;

  /** When its answer is dropped. */
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt: Date;

  @ManyToOne(() => ClusterEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'cluster_id', foreignKeyConstraintName: 'operation_cluster_fk' })
  cluster: Relation<ClusterEntity>;
}
