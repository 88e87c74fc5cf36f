import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@postern/config';
import type { Cluster as StoredCluster, Page, Storage } from '@postern/db';
import { checkedPin } from '@postern/engine';
import type { EnforcementPin } from '@postern/engine';
import { requireCluster } from '../../platform/access/permission.ts';
import { seesCluster } from '../../platform/access/principal.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { CONFIG } from '../../platform/config.token.ts';
import { Reply } from '../../platform/http/reply.ts';
import { connectionOf } from '../../platform/paging/connection.ts';
import { encodeCursor, keyAfter } from '../../platform/paging/cursor.ts';
import { nextLink } from '../../platform/paging/link.ts';
import { checkPageSize } from '../../platform/paging/page-size.ts';
import { STORAGE } from '../../platform/storage.module.ts';
import { toCluster, toClusterBody } from './cluster.mapping.ts';
import type { ClusterBody, ClusterPatch, ClusterQueryText, NewCluster } from './cluster-rest.types.ts';
import type { Cluster, ClusterConnection } from './cluster.types.ts';

const BINDING = ['clusters', 'slug'];

/** @throws {QuestionError} VALIDATION_FAILED where there is no such enforcer or release */
function pinOf({ enforcer, version, reason }: NonNullable<ClusterPatch['enforcement']>, { name }: Principal): EnforcementPin {
  return checkedPin({ enforcer, version, reason, by: name, at: new Date().toISOString() });
}

@Injectable()
export class ClusterService {
  constructor(@Inject(STORAGE) private readonly storage: Storage, @Inject(CONFIG) private readonly config: Config) {}

  async connection(principal: Principal, first: number, after: string | null): Promise<ClusterConnection> {
    const { items, hasMore, total } = await this.page(principal, checkPageSize(first, this.config.MAX_PAGE_SIZE), after);
    const slice = { rows: items.map(toCluster), total, binding: BINDING, position: ({ slug }: Cluster) => slug, hasNextPage: hasMore, hasPreviousPage: after !== null };
    return { ...connectionOf(slice, (node, cursor) => ({ cursor, node })), nodes: slice.rows };
  }

  /** Null for a cluster that is absent or not the caller's to see. */
  async find(principal: Principal, slug: string): Promise<Cluster | null> {
    const cluster = seesCluster(principal, slug) ? await this.storage.clusters.find(slug) : null;
    return cluster === null ? null : toCluster(cluster);
  }

  async list(principal: Principal, { limit, cursor }: ClusterQueryText, path: string): Promise<Reply<{ items: readonly ClusterBody[]; total: number }>> {
    const { items, hasMore, total } = await this.page(principal, limit, cursor ?? null);
    const latest = await this.storage.snapshots.latestOf(items.map(({ id }) => id));
    const last = items.at(-1);
    const headers = hasMore && last !== undefined ? nextLink(path, encodeCursor(BINDING, last.slug)) : {};
    return new Reply({ items: items.map((cluster) => toClusterBody(cluster, latest.get(cluster.id))), total }, { headers });
  }

  async get(principal: Principal, slug: string): Promise<ClusterBody> {
    requireCluster(principal, slug);
    return this.body(await this.storage.clusters.get(slug));
  }

  async create(principal: Principal, { slug, displayName }: NewCluster): Promise<Reply<ClusterBody>> {
    requireCluster(principal, slug);
    const cluster = await this.storage.clusters.create({ slug, ...(displayName === undefined ? {} : { displayName }) });
    return new Reply(toClusterBody(cluster, null), { status: 201, headers: { Location: `/v1/clusters/${slug}` } });
  }

  async change(principal: Principal, slug: string, { displayName, enforcement }: ClusterPatch): Promise<ClusterBody> {
    requireCluster(principal, slug);
    const pin = enforcement === undefined || enforcement === null ? null : pinOf(enforcement, principal);
    if (displayName !== undefined) await this.storage.clusters.rename(slug, displayName);
    if (enforcement !== undefined) await this.storage.clusters.pinEnforcement(slug, pin);
    return this.body(await this.storage.clusters.get(slug));
  }

  async remove(principal: Principal, slug: string): Promise<Reply<undefined>> {
    requireCluster(principal, slug);
    await this.storage.clusters.delete(slug);
    return new Reply(undefined, { status: 204 });
  }

  private async body(cluster: StoredCluster): Promise<ClusterBody> {
    return toClusterBody(cluster, (await this.storage.snapshots.latestOf([cluster.id])).get(cluster.id));
  }

  private page({ clusters }: Principal, first: number, cursor: string | null): Promise<Page<StoredCluster>> {
    const after = keyAfter(BINDING, cursor);
    return this.storage.clusters.list({ first, ...(after === undefined ? {} : { after }), ...(clusters === '*' ? {} : { slugs: clusters }) });
  }
}
