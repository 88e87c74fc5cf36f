import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Relation } from 'typeorm';
import { ClusterEntity } from './cluster.entity.ts';

/** A version made ready for questions, as bytes. Whatever is missing is made anew, so nothing is lost with a row. */
@Entity({ name: 'compiled_view' })
export class CompiledViewEntity {
  @PrimaryColumn({ name: 'cluster_id', type: 'integer', primaryKeyConstraintName: 'compiled_view_pk' })
  clusterId: number;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'compiled_view_pk' })
  sequence: number;

  /** What the bytes depend on besides the version: who made them, for whom, and by which settings. */
  @PrimaryColumn({ name: 'view_digest', type: 'bytea', primaryKeyConstraintName: 'compiled_view_pk' })
  viewDigest: Buffer;

  /** Compressed by whoever stores them. */
  @Column({ type: 'bytea' })
  content: Buffer;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @ManyToOne(() => ClusterEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'cluster_id', foreignKeyConstraintName: 'compiled_view_cluster_fk' })
  cluster: Relation<ClusterEntity>;
}
