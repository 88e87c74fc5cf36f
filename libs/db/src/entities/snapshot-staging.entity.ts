import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * Objects on their way into a version. The table is not logged (its rows mean nothing after a crash) and has no foreign
 * key, whose check of each row would cost more than the copy.
 */
@Entity({ name: 'snapshot_staging' })
export class SnapshotStagingEntity {
  @PrimaryColumn({ name: 'cluster_id', type: 'integer', primaryKeyConstraintName: 'snapshot_staging_pk' })
  clusterId: number;

  @PrimaryColumn({ name: 'operation_id', type: 'uuid', primaryKeyConstraintName: 'snapshot_staging_pk' })
  operationId: string;

  @PrimaryColumn({ name: 'api_group', type: 'text', collation: 'C', primaryKeyConstraintName: 'snapshot_staging_pk' })
  group: string;

  @PrimaryColumn({ name: 'kind', type: 'text', collation: 'C', primaryKeyConstraintName: 'snapshot_staging_pk' })
  kind: string;

  @PrimaryColumn({ name: 'namespace', type: 'text', collation: 'C', primaryKeyConstraintName: 'snapshot_staging_pk' })
  namespace: string;

  @PrimaryColumn({ name: 'name', type: 'text', collation: 'C', primaryKeyConstraintName: 'snapshot_staging_pk' })
  name: string;

  @Column({ name: 'api_version', type: 'text' })
  apiVersion: string;

  @Column({ type: 'json' })
  content: object;

  @Column({ name: 'content_digest', type: 'bytea' })
  contentDigest: Buffer;

  @Column({ name: 'semantic_digest', type: 'bytea' })
  semanticDigest: Buffer;

  @Column({ name: 'is_unreadable', type: 'boolean' })
  isUnreadable: boolean;

  @Column({ type: 'text' })
  file: string;

  @Column({ type: 'integer' })
  document: number;

  @Column({ type: 'integer' })
  line: number;

  @Column({ name: 'pointer_lines', type: 'json', nullable: true })
  pointerLines: object | null;

  @Column({ type: 'text', nullable: true })
  text: string | null;
}
