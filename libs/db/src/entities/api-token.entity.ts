import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity({ name: 'api_token' })
@Index('api_token_initial', ['isInitial'], { unique: true, where: 'is_initial' })
@Index('api_token_created', ['createdAt', 'id'])
export class ApiTokenEntity {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'api_token_pk' })
  id: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ name: 'secret_digest', type: 'bytea' })
  secretDigest: Buffer;

  @Column({ type: 'text', array: true })
  scopes: string[];

  @Column({ type: 'text', array: true })
  clusters: string[];

  /** The administrator's token of the first start: a database has one at most. */
  @Column({ name: 'is_initial', type: 'boolean', default: false })
  isInitial: boolean;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;

  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt: Date | null;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt: Date | null;
}
