import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Relation } from 'typeorm';
import { OperationEntity } from './operation.entity.ts';

/** The answer to a question that was worked on in the background, until it expires. */
@Entity({ name: 'operation_result' })
export class OperationResultEntity {
  @PrimaryColumn({ name: 'cluster_id', type: 'integer', primaryKeyConstraintName: 'operation_result_pk' })
  clusterId: number;

  @PrimaryColumn({ name: 'operation_id', type: 'uuid', primaryKeyConstraintName: 'operation_result_pk' })
  operationId: string;

  @Column({ name: 'media_type', type: 'text' })
  mediaType: string;

  /** Compressed by gzip, so that it can go out as it is. */
  @Column({ type: 'bytea' })
  content: Buffer;

  @ManyToOne(() => OperationEntity, { onDelete: 'CASCADE' })
  @JoinColumn([
    { name: 'cluster_id', referencedColumnName: 'clusterId', foreignKeyConstraintName: 'operation_result_operation_fk' },
    { name: 'operation_id', referencedColumnName: 'id', foreignKeyConstraintName: 'operation_result_operation_fk' },
  ])
  operation: Relation<OperationEntity>;
}
