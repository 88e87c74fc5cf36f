import { Inject, Injectable } from '@nestjs/common';
import type { Storage } from '@postern/db';
import { hasScope, seesCluster } from '../../platform/access/principal.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { Problem } from '../../platform/problems/problem.ts';
import { STORAGE } from '../../platform/storage.module.ts';
import { toOperationBody } from './operation.mapping.ts';
import type { OperationBody } from './operation-rest.types.ts';

@Injectable()
export class OperationService {
  constructor(@Inject(STORAGE) private readonly storage: Storage) {}

  /** Who may send versions may follow what became of them, and so may who reads them. */
  async get(principal: Principal, id: string): Promise<OperationBody> {
    if (!hasScope(principal, 'SNAPSHOT_WRITE') && !hasScope(principal, 'SNAPSHOT_READ')) throw new Problem('SCOPE_MISSING', 'this needs the scope SNAPSHOT_WRITE or SNAPSHOT_READ', [{ scope: 'SNAPSHOT_READ' }]);
    const operation = await this.storage.operations.get(id);
    const [cluster] = await this.storage.clusters.byIds([operation.clusterId]);
    if (cluster === undefined || !seesCluster(principal, cluster.slug)) throw new Problem('NOT_FOUND', `there is no operation "${id}"`);
    return toOperationBody(operation);
  }
}
