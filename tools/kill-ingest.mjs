// node tools/bootstrap.mjs tools/kill-ingest.mjs [--rounds 500] [--seed N]: a long run of libs/db/src/ingest/kill.spec.ts.
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { compile } from './compile.mjs';
import { migrate } from './migrations.mjs';
import { startPostgres } from './postgres/server.mjs';

const MAX_SEED = 2 ** 31 - 1;
const DEADLINE_MS = 3_600_000;
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '500' }, seed: { type: 'string', default: String(randomInt(1, MAX_SEED)) } } });

if (!(await compile())) process.exit(1);
const { openStorage } = await import('@postern/db');
const folder = join(import.meta.dirname, '..', 'libs', 'db', 'dist');
const { runKillRounds } = await import(pathToFileURL(join(folder, 'testing', 'kill-rounds.js')));
const data = mkdtempSync(join(tmpdir(), 'postern-kill-'));
const server = await startPostgres(data, { durable: false });
try {
  await migrate(server.url);
  const storage = await openStorage({ url: server.url });
  console.log(`seed ${values.seed}, ${values.rounds} rounds`);
  const report = await runKillRounds({ storage, url: server.url, folder, rounds: Number(values.rounds), seed: Number(values.seed), deadlineMs: DEADLINE_MS });
  await storage.close();
  console.log(`${report.rounds} rounds, ${report.died} died at work, ${report.publishedFirst} had published before`);
  for (const fault of report.faults) console.error(fault);
  if (report.faults.length > 0) process.exitCode = 1;
} finally {
  await server.stop();
  rmSync(data, { recursive: true, force: true });
}
