import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import type { OperationAnswer, OperationRecord, Storage } from '@postern/db';
import { requireScope } from '../../platform/access/permission.ts';
import { hasScope, seesCluster } from '../../platform/access/principal.ts';
import type { Principal } from '../../platform/access/principal.ts';
import type { IdentifiedRequest } from '../../platform/http/identified-request.ts';
import { Reply } from '../../platform/http/reply.ts';
import { Problem } from '../../platform/problems/problem.ts';
import { STORAGE } from '../../platform/storage.module.ts';
import { BackgroundService } from './background.service.ts';
import { toOperationBody } from './operation.mapping.ts';
import type { OperationBody } from './operation-rest.types.ts';

@Injectable()
export class OperationService {
  constructor(@Inject(STORAGE) private readonly storage: Storage, private readonly background: BackgroundService) {}

  async get(principal: Principal, id: string): Promise<OperationBody> { return toOperationBody(await this.find(principal, id)); }

  /** The operation as it is then: one that has ended stays what it is. @throws {Problem} VALIDATION_FAILED for an upload */
  async cancel(principal: Principal, id: string): Promise<OperationBody> {
    const operation = await this.find(principal, id);
    if (operation.tokenId === null) throw new Problem('VALIDATION_FAILED', 'an upload is not cancelled this way: end the request that sends it');
    if (await this.storage.operations.cancel(id)) this.background.cancelled(id);
    return toOperationBody(await this.storage.operations.get(id));
  }

  /** @throws {Problem} NOT_FOUND while there is none, RESULT_EXPIRED */
  async result(principal: Principal, id: string, request: IdentifiedRequest): Promise<Reply<StreamableFile>> {
    await this.find(principal, id);
    return sent(await this.storage.operations.answer(id), request.acceptsEncodings('gzip') !== false);
  }

  /**
   * Who may send versions may follow what became of them, and so may who reads them. A question is the business of
   * the token that asked it alone.
   */
  private async find(principal: Principal, id: string): Promise<OperationRecord> {
    const canFollow = hasScope(principal, 'SNAPSHOT_WRITE') || hasScope(principal, 'SNAPSHOT_READ');
    if (!canFollow && !hasScope(principal, 'CONNECTIVITY_READ')) throw new Problem('SCOPE_MISSING', 'this needs the scope SNAPSHOT_WRITE, SNAPSHOT_READ or CONNECTIVITY_READ', [{ scope: 'SNAPSHOT_READ' }]);
    const operation = await this.storage.operations.get(id);
    const [cluster] = await this.storage.clusters.byIds([operation.clusterId]);
    const isOwn = operation.tokenId === null || operation.tokenId === principal.tokenId;
    if (cluster === undefined || !isOwn || !seesCluster(principal, cluster.slug)) throw new Problem('NOT_FOUND', `there is no operation "${id}"`);
    if (operation.tokenId !== null) requireScope(principal, 'CONNECTIVITY_READ');
    else if (!canFollow) throw new Problem('SCOPE_MISSING', 'this needs the scope SNAPSHOT_WRITE or SNAPSHOT_READ', [{ scope: 'SNAPSHOT_READ' }]);
    return operation;
  }
}

/** As it is kept, for callers that can unpack it. */
function sent({ mediaType, content }: OperationAnswer, isGzipTaken: boolean): Reply<StreamableFile> {
  const headers = { 'Content-Type': mediaType, 'Vary': 'Accept-Encoding, Authorization', 'Cache-Control': 'private, no-store' };
  if (isGzipTaken) return new Reply(new StreamableFile(content, { type: mediaType }), { headers: { ...headers, 'Content-Encoding': 'gzip' } });
  return new Reply(new StreamableFile(Readable.from([content]).pipe(createGunzip()), { type: mediaType }), { headers });
}
