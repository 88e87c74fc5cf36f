import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStorage } from '../index.ts';
import type { Storage } from '../index.ts';
import { compileStorage } from '../testing/compiled-storage.ts';
import { runKillRounds } from '../testing/kill-rounds.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import type { TestDatabase } from '../testing/test-database.ts';

const PATIENCE_MS = 10_000;
let database: TestDatabase;
let storage: Storage;
let compiled: ReturnType<typeof compileStorage>;
beforeAll(async () => {
  compiled = compileStorage();
  database = await createTestDatabase();
  storage = await openStorage({ url: database.url });
});
afterAll(async () => {
  compiled.remove();
  await storage.close();
  await database.drop();
});

it('answers with a whole version after a death at any instant of an ingest, and a retry makes exactly one', async () => {
  const report = await runKillRounds({ storage, url: database.url, folder: compiled.folder, rounds: 44, seed: 20261125, deadlineMs: 25_000 });
  expect(report.faults).toEqual([]);
  expect(report.rounds).toBeGreaterThan(8);
  expect(report.died).toBeGreaterThanOrEqual(report.rounds / 2);
  // The server needs a moment to notice that a process is gone.
  const [running, staged] = [`SELECT count(*)::integer AS count FROM operation WHERE state = 'RUNNING'`, 'SELECT count(*)::integer AS count FROM snapshot_staging'];
  const start = Date.now();
  while (Date.now() - start < PATIENCE_MS && (await database.sql<{ count: number }>(running))[0]!.count > 0) {
    await storage.operations.failAbandoned();
    await pause(100);
  }
  expect(await database.sql(running)).toEqual([{ count: 0 }]);
  expect(await database.sql(staged)).toEqual([{ count: 0 }]);
});
