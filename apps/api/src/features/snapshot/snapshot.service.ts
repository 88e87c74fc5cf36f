import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@postern/config';
import type { Cluster, DiagnosticQuery, Page, SnapshotQuery, SnapshotRecord, Storage, StoredDiagnostic, StoredObject } from '@postern/db';
import { diagnosticRecord, identityKey, parseViewReference } from '@postern/engine';
import { requireCluster, requireScope } from '../../platform/access/permission.ts';
import type { Principal } from '../../platform/access/principal.ts';
import { CONFIG } from '../../platform/config.token.ts';
import { Reply } from '../../platform/http/reply.ts';
import { encodeCursor, keyAfter, offsetAfter } from '../../platform/paging/cursor.ts';
import { nextLink } from '../../platform/paging/link.ts';
import { connectionOf } from '../../platform/paging/connection.ts';
import { checkPageSize } from '../../platform/paging/page-size.ts';
import { Problem } from '../../platform/problems/problem.ts';
import { STORAGE } from '../../platform/storage.module.ts';
import { toCoverage } from '../view/coverage.mapping.ts';
import { selectorOf } from '../view/view.service.ts';
import type { Coverage } from '../view/view.types.ts';
import { toDiagnostic, toSnapshot, toSnapshotBody } from './snapshot.mapping.ts';
import type { DiagnosticQueryText, ResourceQueryText, SnapshotBody, SnapshotQueryText } from './snapshot-rest.types.ts';
import type { DiagnosticConnection, SnapshotConnection } from './snapshot.types.ts';

/** GraphQL's filters of a history. */
export interface SnapshotsArgs {
  readonly first: number;
  readonly after?: string | null;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  readonly label?: string | undefined;
  readonly changedOnly?: boolean | undefined;
}
export interface DiagnosticsArgs { readonly first: number; readonly after?: string | null; readonly minSeverity?: 'INFO' | 'WARNING' | 'ERROR' | null }

/** History of a cluster and what is in its versions. */
@Injectable()
export class SnapshotService {
  constructor(@Inject(STORAGE) private readonly storage: Storage, @Inject(CONFIG) private readonly config: Config) {}

  /** The version behind `ref`, the part of a view reference after the `@`. */
  async find(principal: Principal, slug: string, ref: string): Promise<{ readonly cluster: Cluster; readonly record: SnapshotRecord }> {
    const reference = parseViewReference(`${slug}@${ref}`);
    if (reference.kind === 'scenario') throw new Problem('NOT_FOUND', 'a cluster has no scenarios here');
    requireCluster(principal, slug);
    const cluster = await this.storage.clusters.get(slug);
    return { cluster, record: await this.storage.snapshots.resolve(cluster.id, selectorOf(reference.at)) };
  }

  async get(principal: Principal, slug: string, ref: string): Promise<SnapshotBody> {
    return toSnapshotBody(slug, (await this.find(principal, slug, ref)).record);
  }

  async list(principal: Principal, slug: string, { limit, cursor, ...filter }: SnapshotQueryText, path: string): Promise<Reply<{ items: readonly SnapshotBody[]; total: number }>> {
    requireCluster(principal, slug);
    const cluster = await this.storage.clusters.get(slug);
    const { page, binding } = await this.page(cluster.id, { first: limit, after: cursor ?? null, ...filter });
    const last = page.items.at(-1);
    const headers = page.hasMore && last !== undefined ? nextLink(path, encodeCursor(binding, last.sequence)) : {};
    return new Reply({ items: page.items.map((record) => toSnapshotBody(slug, record)), total: page.total }, { headers });
  }

  async connection(principal: Principal, clusterId: number, args: SnapshotsArgs): Promise<SnapshotConnection> {
    requireScope(principal, 'SNAPSHOT_READ');
    checkPageSize(args.first, this.config.MAX_PAGE_SIZE);
    const { page, binding } = await this.page(clusterId, args);
    const slice = { rows: page.items.map(toSnapshot), total: page.total, binding, position: ({ sequence }: { readonly sequence: number }) => sequence, hasNextPage: page.hasMore, hasPreviousPage: args.after !== null && args.after !== undefined };
    return { ...connectionOf(slice, (node, at) => ({ cursor: at, node })), nodes: slice.rows };
  }

  async pin(principal: Principal, slug: string, ref: string, isPinned: boolean): Promise<SnapshotBody> {
    const { cluster, record } = await this.find(principal, slug, ref);
    return toSnapshotBody(slug, await this.storage.snapshots.pin(cluster.id, record.sequence, isPinned));
  }

  async remove(principal: Principal, slug: string, ref: string): Promise<Reply<undefined>> {
    const { cluster, record } = await this.find(principal, slug, ref);
    await this.storage.snapshots.expire(cluster.id, record.sequence);
    return new Reply(undefined, { status: 204 });
  }

  async coverage(principal: Principal, slug: string, ref: string): Promise<Coverage> {
    return toCoverage((await this.find(principal, slug, ref)).record.coverage);
  }

  async diagnostics(principal: Principal, slug: string, ref: string, { limit, cursor, minSeverity }: DiagnosticQueryText, path: string): Promise<Reply<{ items: readonly object[]; total: number }>> {
    const { record } = await this.find(principal, slug, ref);
    const binding = diagnosticsBinding(record, minSeverity ?? null);
    const page = await this.diagnosticPage(record, { first: limit, ...(minSeverity === undefined ? {} : { minSeverity }) }, binding, cursor);
    const last = page.items.at(-1);
    const headers = page.hasMore && last !== undefined ? nextLink(path, encodeCursor(binding, last.ordinal)) : {};
    return new Reply({ items: page.items.map(diagnosticRecord), total: page.total }, { headers });
  }

  async diagnosticConnection(principal: Principal, record: SnapshotRecord, { first, after, minSeverity }: DiagnosticsArgs): Promise<DiagnosticConnection> {
    requireScope(principal, 'SNAPSHOT_READ');
    checkPageSize(first, this.config.MAX_PAGE_SIZE);
    const severity = minSeverity?.toLowerCase() as DiagnosticQuery['minSeverity'];
    const binding = diagnosticsBinding(record, severity ?? null);
    const page = await this.diagnosticPage(record, { first, ...(severity === undefined ? {} : { minSeverity: severity }) }, binding, after ?? undefined);
    const rows = page.items.map((item) => ({ ordinal: item.ordinal, node: toDiagnostic(item) }));
    const slice = { rows, total: page.total, binding, position: ({ ordinal }: { readonly ordinal: number }) => ordinal, hasNextPage: page.hasMore, hasPreviousPage: after !== null && after !== undefined };
    return { ...connectionOf(slice, ({ node }, at) => ({ cursor: at, node })), nodes: rows.map(({ node }) => node) };
  }

  /** The kept objects, by group, kind, namespace and name. */
  async resources(principal: Principal, slug: string, ref: string, { limit, cursor, kind, namespace }: ResourceQueryText, path: string): Promise<Reply<{ items: readonly object[] }>> {
    const { record } = await this.find(principal, slug, ref);
    const binding = ['resources', record.clusterId, record.sequence, kind, namespace];
    const after = offsetAfter(binding, cursor);
    const found: StoredObject[] = [];
    let seen = 0;
    for await (const batch of this.storage.snapshots.objectsAt(record.clusterId, record.sequence)) {
      for (const object of batch) {
        if ((kind !== undefined && object.kind !== kind) || (namespace !== undefined && object.namespace !== namespace)) continue;
        seen += 1;
        if (seen > after && found.length <= limit) found.push(object);
      }
      if (found.length > limit) break;
    }
    const headers = found.length > limit ? nextLink(path, encodeCursor(binding, after + limit - 1)) : {};
    return new Reply({ items: found.slice(0, limit).map(resourceBody) }, { headers });
  }

  private async page(clusterId: number, { first, after, ...filter }: SnapshotsArgs): Promise<{ page: Page<SnapshotRecord>; binding: readonly unknown[] }> {
    const binding = ['snapshots', clusterId, filter.from ?? null, filter.to ?? null, filter.label ?? null, filter.changedOnly ?? false];
    const before = keyAfter(binding, after);
    const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as Omit<SnapshotQuery, 'first' | 'before'>;
    return { page: await this.storage.snapshots.list(clusterId, { first, ...given, ...(before === undefined ? {} : { before: Number(before) }) }), binding };
  }

  private diagnosticPage({ clusterId, sequence }: SnapshotRecord, query: DiagnosticQuery, binding: readonly unknown[], cursor: string | undefined): Promise<Page<StoredDiagnostic>> {
    const after = keyAfter(binding, cursor);
    return this.storage.snapshots.diagnostics(clusterId, sequence, { ...query, ...(after === undefined ? {} : { after: Number(after) }) });
  }
}

const diagnosticsBinding = ({ clusterId, sequence }: SnapshotRecord, severity: string | null): readonly unknown[] => ['diagnostics', clusterId, sequence, severity];

const resourceBody = ({ content, source, isUnreadable, apiVersion, kind, namespace, name, group }: StoredObject): object => ({
  id: identityKey({ group, kind, namespace, name }), apiVersion, kind, namespace, name, source, unreadable: isUnreadable, object: JSON.parse(content) as unknown,
});
