import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@postern/config';
import type { SnapshotRecord } from '@postern/db';
import type { EnforcementAssessment, NodeEnforcement } from '@postern/engine';
import { enforcementDocument } from '@postern/engine';
import { AnalysisService } from '../../analysis/analysis.service.ts';
import { viewKeyText } from '../../analysis/view-key.ts';
import type { ViewKey } from '../../analysis/view-key.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { CONFIG } from '../../platform/config.token.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import type { RequestContext } from '../../platform/graphql/request-context.ts';
import type { IdentifiedRequest } from '../../platform/http/identified-request.ts';
import { Reply } from '../../platform/http/reply.ts';
import { offsetConnection } from '../../platform/paging/connection.ts';
import { offsetAfter } from '../../platform/paging/cursor.ts';
import { checkPageSize } from '../../platform/paging/page-size.ts';
import type { ClusterNode } from '../endpoint/endpoint.types.ts';
import { SnapshotFieldsService } from '../snapshot/snapshot-fields.service.ts';
import { immutableAnswer, versionOf } from '../view/immutable-answer.ts';
import { ViewService } from '../view/view.service.ts';
import { stateOfNode, toEnforcement, toNodeItem } from './enforcement.mapping.ts';
import type { Enforcement, NodeEnforcementConnection } from './enforcement.types.ts';

export interface NodesArgs { readonly first: number; readonly after: string | null; readonly states: readonly NodeEnforcement['state'][] | null }

/** Who wires the pods of a version, who filters, and where. */
@Injectable()
export class EnforcementService {
  constructor(private readonly analysis: AnalysisService, private readonly views: ViewService, private readonly snapshots: SnapshotFieldsService, @Inject(CONFIG) private readonly config: Config) {}

  async ofRecord(context: RequestContext, record: SnapshotRecord): Promise<Enforcement> {
    const key = await this.snapshots.viewKey(context, record);
    return toEnforcement(key, await this.assessment(context, key));
  }

  nodes({ key, assessed }: Enforcement, { first, after, states }: NodesArgs): NodeEnforcementConnection {
    checkPageSize(first, this.config.MAX_PAGE_SIZE);
    const binding = ['enforcement nodes', viewKeyText(key), states];
    const offset = offsetAfter(binding, after);
    const chosen = states === null ? assessed.nodes : assessed.nodes.filter(({ state }) => states.includes(state));
    const rows = chosen.slice(offset, offset + first).map(toNodeItem);
    return { ...offsetConnection(rows, chosen.length, offset, binding, (node, cursor) => ({ cursor, node })), nodes: rows };
  }

  async ofNode(context: RequestContext, { view, name }: ClusterNode): Promise<NodeEnforcement['state']> {
    return stateOfNode(await this.assessment(context, view), name);
  }

  /** The document that the command line prints. */
  async record(principal: Principal, cluster: string, ref: string, { headers }: IdentifiedRequest): Promise<Reply<unknown>> {
    const resolved = await this.views.resolve(principal, `${cluster}@${ref}`);
    const path = `/v1/clusters/${cluster}/snapshots/${String(resolved.key.sequence)}/enforcement`;
    return immutableAnswer([resolved], principal, ['enforcement'], { ifNoneMatch: headers['if-none-match'], path }, async () =>
      new Reply({ ...enforcementDocument(await this.analysis.ask('assessment', resolved.key, undefined)), view: versionOf(resolved) }));
  }

  private assessment(context: RequestContext, key: ViewKey): Promise<EnforcementAssessment> {
    return loaderOf(context, 'assessments', (keys: readonly ViewKey[]) => Promise.all(keys.map((each) => this.analysis.ask('assessment', each, undefined))), viewKeyText).load(key);
  }
}
