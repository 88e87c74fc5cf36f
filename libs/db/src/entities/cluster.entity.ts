import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

@Entity({ name: 'cluster' })
export class ClusterEntity {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'cluster_pk' })
  id: number;

  @Index('cluster_slug', { unique: true })
  @Column({ type: 'text', collation: 'C' })
  slug: string;

  @Column({ name: 'display_name', type: 'text' })
  displayName: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  /** What a person says about who enforces; null where nobody has said anything. */
  @Column({ name: 'enforcement_pin', type: 'json', nullable: true })
  enforcementPin: object | null;
}
