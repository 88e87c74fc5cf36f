import type { DataSource } from 'typeorm';
import { execute, query, transact } from '../database.ts';
import { COMPILED_VIEW_MAX_BYTES, COMPILED_VIEWS_KEPT } from './compiled-view.ts';
import type { CompiledViewKey, CompiledViewStore } from './compiled-view.ts';

/** Nothing for a version that is gone or going: the lock waits for a deletion that runs. */
const SAVE = `
  INSERT INTO compiled_view (cluster_id, sequence, view_digest, content)
  SELECT cluster_id, sequence, $3, $4 FROM (SELECT cluster_id, sequence FROM snapshot WHERE cluster_id = $1 AND sequence = $2 AND state = 'READY' FOR KEY SHARE) s
  ON CONFLICT (cluster_id, sequence, view_digest) DO UPDATE SET content = excluded.content, created_at = now()`;
const TRIM = `
  DELETE FROM compiled_view WHERE cluster_id = $1 AND (sequence, view_digest) NOT IN (
    SELECT sequence, view_digest FROM compiled_view WHERE cluster_id = $1 ORDER BY created_at DESC, sequence DESC, view_digest LIMIT $2)`;

export class CompiledViewRepository implements CompiledViewStore {
  readonly #source: DataSource;
  constructor(source: DataSource) { this.#source = source; }

  async find({ clusterId, sequence, digest }: CompiledViewKey): Promise<Uint8Array | null> {
    const { rows: [row] } = await query<{ readonly content: Buffer }>(this.#source, 'SELECT content FROM compiled_view WHERE cluster_id = $1 AND sequence = $2 AND view_digest = $3', [clusterId, sequence, Buffer.from(digest)]);
    return row?.content ?? null;
  }

  async save({ clusterId, sequence, digest }: CompiledViewKey, content: Uint8Array): Promise<boolean> {
    if (content.length > COMPILED_VIEW_MAX_BYTES) return false;
    return transact(this.#source, async (runner) => {
      const { affected } = await execute(runner, SAVE, [clusterId, sequence, Buffer.from(digest), Buffer.from(content.buffer, content.byteOffset, content.length)]);
      if (affected > 0) await execute(runner, TRIM, [clusterId, COMPILED_VIEWS_KEPT]);
      return affected > 0;
    });
  }
}
