import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isAlive } from './running-server.mjs';
import { startPostgres } from './server.mjs';

const CHILD = join(import.meta.dirname, '../testing/start-postgres.mjs');
let folder;

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'postern-pg-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const serverProcess = () => Number(readFileSync(join(folder, 'cluster/data/postmaster.pid'), 'utf8').split('\n')[0]);

async function ask(url, sql) {
  const client = new pg.Client(url);
  await client.connect();
  try { return (await client.query(sql)).rows; } finally { await client.end(); }
}

async function startElsewhere() {
  const child = spawn(process.execPath, [CHILD, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await Promise.race([once(child.stdout, 'data').then(([text]) => text), once(child, 'exit').then(() => { throw new Error('the other start failed'); })]);
  return { child, ...JSON.parse(String(line)) };
}

it('finds its data at the second start', async () => {
  const first = await startPostgres(folder, { durable: false });
  await ask(first.url, 'CREATE TABLE kept AS SELECT 7 AS number');
  await first.stop();
  const second = await startPostgres(folder, { durable: false });
  expect([first.isNew, second.isNew]).toEqual([true, false]);
  expect(await ask(second.url, 'SELECT number FROM kept')).toEqual([{ number: 7 }]);
  await second.stop();
});

it('stops the server that a killed start left behind', async () => {
  const killed = await startElsewhere();
  killed.child.kill('SIGKILL');
  await once(killed.child, 'exit');
  const left = serverProcess();
  expect(isAlive(left)).toBe(true);
  const next = await startPostgres(folder, { durable: false });
  expect(next.url).toBe(killed.url);
  await next.stop();
  expect(isAlive(left)).toBe(false);
});

it('leaves the server of another start running', async () => {
  const other = await startElsewhere();
  const beside = await startPostgres(folder, { durable: false });
  await beside.stop();
  expect(await ask(other.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  other.child.kill('SIGTERM');
  await once(other.child, 'exit');
});

it('starts though the process number in a stale lock file belongs to another program', async () => {
  await (await startPostgres(folder, { durable: false })).stop();
  const data = join(folder, 'cluster/data');
  writeFileSync(join(data, 'postmaster.pid'), `${process.pid}\n${data}\n0\n5432\n\n127.0.0.1\n`);
  const server = await startPostgres(folder, { durable: false });
  expect(await ask(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await server.stop();
});

it('does not take an interrupted initialisation for a data folder', async () => {
  mkdirSync(join(folder, 'cluster.1', 'data'), { recursive: true });
  const server = await startPostgres(folder, { durable: false });
  expect(server.isNew).toBe(true);
  await server.stop();
});

it('makes one data folder when two start at the same time', async () => {
  const both = await Promise.all([startElsewhere(), startElsewhere()]);
  expect(both[0].url).toBe(both[1].url);
  for (const { child } of both) { child.kill('SIGTERM'); await once(child, 'exit'); }
});
