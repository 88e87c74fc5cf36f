// The service as `npm start` leaves it, over a database of its own that is gone afterwards.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort, startPostgres } from '../postgres/server.mjs';
import { migrate } from '../migrations.mjs';
import { loadExample } from '../start/example.mjs';
import { startService } from '../start/service.mjs';

// Where the tests have theirs, so that what a killed run leaves is swept with theirs.
const FOLDER = join(import.meta.dirname, '..', '..', '.postern', 'test-pg', String(process.pid));

/** @param {(service: {url: string, token: string}) => Promise<T>} work @template T @returns {Promise<T>} */
export async function withService(work) {
  let database;
  let service;
  let stopping;
  const stop = () => (stopping ??= (async () => {
    await service?.stop();
    await database?.stop();
    rmSync(FOLDER, { recursive: true, force: true });
  })());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void stop().then(() => process.exit(130)));
  try {
    database = await startPostgres(FOLDER, { durable: false });
    await migrate(database.url);
    service = await startService({ DATABASE_URL: database.url, PORT: String(await findFreePort()), LOG_LEVEL: 'warn' });
    const { url, administratorToken: token } = service;
    await loadExample(url, token);
    return await work({ url, token });
  } finally { await stop(); }
}
