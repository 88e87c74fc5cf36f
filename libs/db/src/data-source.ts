import { DataSource } from 'typeorm';
import type { DataSourceOptions } from 'typeorm';
import { ApiTokenEntity } from './entities/api-token.entity.ts';
import { ClusterEntity } from './entities/cluster.entity.ts';
import { CompiledViewEntity } from './entities/compiled-view.entity.ts';
import { OperationResultEntity } from './entities/operation-result.entity.ts';
import { OperationEntity } from './entities/operation.entity.ts';
import { ResourceTextEntity } from './entities/resource-text.entity.ts';
import { ResourceVersionEntity } from './entities/resource-version.entity.ts';
import { SnapshotDiagnosticEntity } from './entities/snapshot-diagnostic.entity.ts';
import { SnapshotLocationEntity } from './entities/snapshot-location.entity.ts';
import { SnapshotStagingEntity } from './entities/snapshot-staging.entity.ts';
import { SnapshotEntity } from './entities/snapshot.entity.ts';

const ENTITIES = [
  ClusterEntity, SnapshotEntity, ResourceVersionEntity, ResourceTextEntity, SnapshotLocationEntity, SnapshotDiagnosticEntity,
  SnapshotStagingEntity, OperationEntity, OperationResultEntity, ApiTokenEntity, CompiledViewEntity,
];

/**
 * A data source that is not yet initialised, for migrations and tools: the service opens storage with `openStorage`.
 * Migrations are named by the caller, since only tools run them.
 */
export function createDataSource(url: string, migrations: string[] = [], options: Partial<PostgresOptions> = {}): DataSource {
  return new DataSource({
    type: 'postgres', url, schema: 'public', entities: ENTITIES, migrations, migrationsTableName: 'migration',
    migrationsTransactionMode: 'each', synchronize: false, logging: ['error'], applicationName: 'postern', poolSize: 8,
    ...options,
  });
}

type PostgresOptions = Pick<Extract<DataSourceOptions, { type: 'postgres' }>, 'applicationName' | 'poolSize' | 'extra' | 'logger'>;
