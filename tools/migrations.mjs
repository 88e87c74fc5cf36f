// What is done with the migrations of a database, given its address.
import { join } from 'node:path';

const FILES = [join(import.meta.dirname, '..', 'migrations', '*-*.ts')];

/** Opens a data source that knows the migrations, for one piece of work. */
export async function withMigrations(url, work) {
  // Looked up late: a bare clone has nothing compiled when this file is read.
  const { createDataSource } = await import('@postern/db');
  const source = await createDataSource(url, FILES).initialize();
  try { return await work(source); } finally { await source.destroy(); }
}

/** Runs what has not run yet; the names of it. */
export const migrate = (url) => withMigrations(url, async (source) => (await source.runMigrations()).map(({ name }) => name));
