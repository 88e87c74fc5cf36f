import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Relation } from 'typeorm';
import { ClusterEntity } from './cluster.entity.ts';

/**
 * Where the objects of a version were written, in the order of their identities. The numbers are differences from the
 * object before, so that a List of ten thousand objects compresses to almost nothing.
 */
@Entity({ name: 'snapshot_location' })
export class SnapshotLocationEntity {
  @PrimaryColumn({ name: 'cluster_id', type: 'integer', primaryKeyConstraintName: 'snapshot_location_pk' })
  clusterId: number;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'snapshot_location_pk' })
  sequence: number;

  @Column({ type: 'text', array: true })
  files: string[];

  /** Index into `files`, from 0. */
  @Column({ name: 'file_steps', type: 'integer', array: true })
  fileSteps: number[];

  @Column({ name: 'document_steps', type: 'integer', array: true })
  documentSteps: number[];

  @Column({ name: 'line_steps', type: 'integer', array: true })
  lineSteps: number[];

  /** Lines of pointers inside objects, by the object's place from 0; null where none were worked out. */
  @Column({ name: 'pointer_lines', type: 'json', nullable: true })
  pointerLines: object | null;

  @ManyToOne(() => ClusterEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'cluster_id', foreignKeyConstraintName: 'snapshot_location_cluster_fk' })
  cluster: Relation<ClusterEntity>;
}
