import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Relation } from 'typeorm';
import { ClusterEntity } from './cluster.entity.ts';

/** One distinct content of one object, valid for a run of versions. */
@Entity({ name: 'resource_version' })
@Index('resource_version_first', ['clusterId', 'firstSequence'])
@Index('resource_version_last', ['clusterId', 'lastSequence'])
export class ResourceVersionEntity {
  @PrimaryColumn({ name: 'cluster_id', type: 'integer', primaryKeyConstraintName: 'resource_version_pk' })
  clusterId: number;

  @PrimaryColumn({ name: 'api_group', type: 'text', collation: 'C', primaryKeyConstraintName: 'resource_version_pk' })
  group: string;

  @PrimaryColumn({ name: 'kind', type: 'text', collation: 'C', primaryKeyConstraintName: 'resource_version_pk' })
  kind: string;

  @PrimaryColumn({ name: 'namespace', type: 'text', collation: 'C', primaryKeyConstraintName: 'resource_version_pk' })
  namespace: string;

  @PrimaryColumn({ name: 'name', type: 'text', collation: 'C', primaryKeyConstraintName: 'resource_version_pk' })
  name: string;

  @PrimaryColumn({ name: 'first_sequence', type: 'integer', primaryKeyConstraintName: 'resource_version_pk' })
  firstSequence: number;

  /** The last version it holds for; null while it is current. */
  @Column({ name: 'last_sequence', type: 'integer', nullable: true })
  lastSequence: number | null;

  @Column({ name: 'api_version', type: 'text' })
  apiVersion: string;

  // Kept byte for byte as it was hashed; jsonb would reorder keys and refuse some escapes.
  @Column({ type: 'json' })
  content: object;

  @Column({ name: 'content_digest', type: 'bytea' })
  contentDigest: Buffer;

  @Column({ name: 'semantic_digest', type: 'bytea' })
  semanticDigest: Buffer;

  @Column({ name: 'is_unreadable', type: 'boolean', default: false })
  isUnreadable: boolean;

  @ManyToOne(() => ClusterEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'cluster_id', foreignKeyConstraintName: 'resource_version_cluster_fk' })
  cluster: Relation<ClusterEntity>;
}
