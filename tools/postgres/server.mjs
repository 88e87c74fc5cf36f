// A private PostgreSQL server from npm's binaries: one data folder, one loopback port.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { chooseIdentity, findPrograms } from './binaries.mjs';
import { prepareDataFolder } from './data-folder.mjs';
import { answers, findRunningServer, isAlive, stopServer } from './running-server.mjs';

// Tests make their data anew each time, so nothing need survive a crash.
const FORGETFUL = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: 200 };
const DUPLICATE_DATABASE = '42P04';
const UNIQUE_VIOLATION = '23505';
const READY_TIMEOUT_MS = 60_000;
const SETTINGS = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: 60, shared_buffers: '128MB' };

/** A port that nothing listens on now. */
export function findFreePort(wanted = 0) {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(wanted, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function launch(folder, data, programs, identity, connection, durable) {
  const port = await findFreePort();
  const log = join(folder, 'log');
  const output = openSync(log, 'w');
  const settings = Object.entries({ ...SETTINGS, ...(durable ? {} : FORGETFUL), port }).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const [command, ...args] = [...identity.prefix, programs.postgres, '-D', data, ...settings];
  // In a process group of its own, so that Ctrl-C reaches us first and its clients can still say goodbye.
  const child = spawn(command, args, { stdio: ['ignore', output, output], cwd: '/', detached: true, ...identity.options });
  closeSync(output);
  const failed = new Promise((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`PostgreSQL ended (${code}): ${readFileSync(log, 'utf8').slice(-2000)}`)));
  });
  failed.catch(() => {});
  const ready = async () => {
    const deadline = performance.now() + READY_TIMEOUT_MS;
    while (!(await answers({ ...connection, port }, data))) {
      if (performance.now() > deadline) { child.kill('SIGQUIT'); throw new Error(`PostgreSQL is not ready after ${READY_TIMEOUT_MS / 1000} s: ${log}`); }
      await pause(30);
    }
  };
  await Promise.race([ready(), failed]);
  child.unref();
  return { pid: child.pid, port };
}

async function createDatabase(connection, name) {
  const admin = new pg.Client(connection);
  await admin.connect();
  try {
    const found = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount === 0) await admin.query(`CREATE DATABASE ${admin.escapeIdentifier(name)}`);
  } catch (error) {
    // Another start made it a moment earlier.
    if (error.code !== DUPLICATE_DATABASE && error.code !== UNIQUE_VIOLATION) throw error;
  } finally { await admin.end(); }
}

const ownerFile = (folder) => join(folder, 'owner');

/** A server that was just launched has its owner named within moments. */
async function readOwner(folder) {
  for (let patience = 40; patience > 0 && !existsSync(ownerFile(folder)); patience -= 1) await pause(50);
  return existsSync(ownerFile(folder)) ? Number(readFileSync(ownerFile(folder), 'utf8')) : 0;
}

/** Whoever is named in the owner file stops the server; a second start beside the first only uses it. */
async function takeOwnership(folder, isShared) {
  const owner = isShared ? await readOwner(folder) : 0;
  if (owner !== process.pid && isAlive(owner)) return false;
  writeFileSync(ownerFile(folder), String(process.pid));
  return true;
}

async function findOrLaunch(folder, data, connection, launchOne) {
  const running = await findRunningServer(data, connection);
  if (running !== undefined) return { server: running, isShared: true };
  // The name of an owner who was killed says nothing of the server that starts now.
  rmSync(ownerFile(folder), { force: true });
  try { return { server: await launchOne(), isShared: false }; } catch (error) {
    // Another start may have been a moment faster.
    const winner = await findRunningServer(data, connection);
    if (winner === undefined) throw error;
    return { server: winner, isShared: true };
  }
}

/**
 * Starts the server of a folder, or uses the one that already runs there.
 *
 * @param {string} folder
 * @param {{durable?: boolean, database?: string}} options
 * @returns {Promise<{url: string, adminUrl: string, isNew: boolean, stop(): Promise<void>}>}
 */
export async function startPostgres(folder, { durable = true, database = 'postern' } = {}) {
  const programs = await findPrograms();
  const identity = chooseIdentity();
  const { data, password, isNew } = await prepareDataFolder(folder, programs.initdb, identity);
  const connection = { host: '127.0.0.1', user: 'postern', password, database: 'postgres' };
  const { server, isShared } = await findOrLaunch(folder, data, connection, () => launch(folder, data, programs, identity, connection, durable));
  const isOurs = await takeOwnership(folder, isShared);
  const lastResort = () => { if (isOurs && isAlive(server.pid)) process.kill(server.pid, 'SIGINT'); };
  process.once('exit', lastResort);
  await createDatabase({ ...connection, port: server.port }, database);
  const url = (name) => `postgres://postern:${password}@127.0.0.1:${server.port}/${name}`;
  return {
    url: url(database), adminUrl: url('postgres'), isNew,
    async stop() {
      process.off('exit', lastResort);
      if (isOurs) { await stopServer(server.pid); rmSync(ownerFile(folder), { force: true }); }
    },
  };
}
