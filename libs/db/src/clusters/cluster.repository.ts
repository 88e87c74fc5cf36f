import type { EnforcementPin } from '@postern/engine';
import type { DataSource } from 'typeorm';
import { errorCode, execute, query, storableJson, storableText, transact } from '../database.ts';
import { pageStatement, toPage } from '../page.ts';
import type { Page, PageRow } from '../page.ts';
import { notify } from '../session/notify.ts';
import { StorageError } from '../storage-error.ts';
import type { Cluster, ClusterStore } from './cluster.ts';

const COLUMNS = 'id, slug, display_name AS "displayName", created_at AS "createdAt", enforcement_pin AS "enforcementPin"';
const SLUG = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const MAX_NAME_LENGTH = 200;
const LIST = pageStatement({
  from: 'cluster', columns: COLUMNS, order: 'slug', limit: '$3',
  where: '$1::text[] IS NULL OR slug = ANY($1)', after: '$2::text IS NULL OR slug > $2',
});
const UNIQUE_VIOLATION = '23505';

const notFound = (slug: string): StorageError => new StorageError('NOT_FOUND', `There is no cluster ${storableText(slug)}.`, { cluster: slug });

const toCluster = ({ id, slug, displayName, createdAt, enforcementPin }: Cluster): Cluster => ({ id, slug, displayName, createdAt, enforcementPin });

function checkDisplayName(name: string): string {
  if (name.length === 0 || name.length > MAX_NAME_LENGTH) throw new StorageError('VALIDATION_FAILED', `A display name has 1 to ${MAX_NAME_LENGTH} characters.`, { field: 'displayName' });
  return storableText(name);
}

function one({ rows: [row] }: { readonly rows: readonly Cluster[] }, slug: string): Cluster {
  if (row === undefined) throw notFound(slug);
  return row;
}

export class ClusterRepository implements ClusterStore {
  readonly #source: DataSource;
  constructor(source: DataSource) { this.#source = source; }

  async create({ slug, displayName = slug }: { readonly slug: string; readonly displayName?: string }): Promise<Cluster> {
    if (!SLUG.test(slug)) throw new StorageError('VALIDATION_FAILED', 'A slug has 1 to 63 lower case letters, digits and dashes, and neither begins nor ends with a dash.', { field: 'slug' });
    try {
      return one(await query<Cluster>(this.#source, `INSERT INTO cluster (slug, display_name) VALUES ($1, $2) RETURNING ${COLUMNS}`, [slug, checkDisplayName(displayName)]), slug);
    } catch (error) {
      if (errorCode(error) === UNIQUE_VIOLATION) throw new StorageError('VALIDATION_FAILED', `There is a cluster ${slug} already.`, { field: 'slug' }, error);
      throw error;
    }
  }

  async get(slug: string): Promise<Cluster> {
    const cluster = await this.find(slug);
    if (cluster === null) throw notFound(slug);
    return cluster;
  }

  async find(slug: string): Promise<Cluster | null> {
    if (!SLUG.test(slug)) return null;
    const { rows } = await query<Cluster>(this.#source, `SELECT ${COLUMNS} FROM cluster WHERE slug = $1`, [slug]);
    return rows[0] ?? null;
  }

  async byIds(ids: readonly number[]): Promise<readonly Cluster[]> {
    const { rows } = await query<Cluster>(this.#source, `SELECT ${COLUMNS} FROM cluster WHERE id = ANY($1) ORDER BY slug`, [ids]);
    return rows;
  }

  async list({ first, after, slugs }: { readonly first: number; readonly after?: string; readonly slugs?: readonly string[] }): Promise<Page<Cluster>> {
    const { rows } = await query<PageRow<Cluster>>(this.#source, LIST, [slugs ?? null, after === undefined ? null : storableText(after), first + 1]);
    return toPage(rows, first, toCluster);
  }

  async rename(slug: string, displayName: string): Promise<Cluster> {
    return one(await query<Cluster>(this.#source, `UPDATE cluster SET display_name = $2 WHERE slug = $1 RETURNING ${COLUMNS}`, [storableText(slug), checkDisplayName(displayName)]), slug);
  }

  async pinEnforcement(slug: string, pin: EnforcementPin | null): Promise<Cluster> {
    return one(await query<Cluster>(this.#source, `UPDATE cluster SET enforcement_pin = $2 WHERE slug = $1 RETURNING ${COLUMNS}`, [storableText(slug), pin === null ? null : storableJson(pin)]), slug);
  }

  async delete(slug: string): Promise<void> {
    await transact(this.#source, async (runner) => {
      const { id } = one(await execute<Cluster>(runner, `DELETE FROM cluster WHERE slug = $1 RETURNING ${COLUMNS}`, [storableText(slug)]), slug);
      await execute(runner, 'DELETE FROM snapshot_staging WHERE cluster_id = $1', [id]);
      // A later cluster of this name must not be open to tokens that were meant for this one.
      await execute(runner, 'UPDATE api_token SET clusters = array_remove(clusters, $1) WHERE $1 = ANY(clusters)', [slug]);
      await notify(runner, { kind: 'CLUSTER_DELETED', clusterId: id });
    });
  }
}
