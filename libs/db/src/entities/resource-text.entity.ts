import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Relation } from 'typeorm';
import { ClusterEntity } from './cluster.entity.ts';

/** The source text of a policy, valid for a run of versions; comments change it and not the content. */
@Entity({ name: 'resource_text' })
@Index('resource_text_last', ['clusterId', 'lastSequence'])
export class ResourceTextEntity {
  @PrimaryColumn({ name: 'cluster_id', type: 'integer', primaryKeyConstraintName: 'resource_text_pk' })
  clusterId: number;

  @PrimaryColumn({ name: 'api_group', type: 'text', collation: 'C', primaryKeyConstraintName: 'resource_text_pk' })
  group: string;

  @PrimaryColumn({ name: 'kind', type: 'text', collation: 'C', primaryKeyConstraintName: 'resource_text_pk' })
  kind: string;

  @PrimaryColumn({ name: 'namespace', type: 'text', collation: 'C', primaryKeyConstraintName: 'resource_text_pk' })
  namespace: string;

  @PrimaryColumn({ name: 'name', type: 'text', collation: 'C', primaryKeyConstraintName: 'resource_text_pk' })
  name: string;

  @PrimaryColumn({ name: 'first_sequence', type: 'integer', primaryKeyConstraintName: 'resource_text_pk' })
  firstSequence: number;

  /** The last version it holds for; null while it is current. */
  @Column({ name: 'last_sequence', type: 'integer', nullable: true })
  lastSequence: number | null;

  @Column({ type: 'text' })
  text: string;

  @ManyToOne(() => ClusterEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'cluster_id', foreignKeyConstraintName: 'resource_text_cluster_fk' })
  cluster: Relation<ClusterEntity>;
}
