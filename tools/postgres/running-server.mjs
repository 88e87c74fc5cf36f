// A server that an earlier start left behind, or that another start holds right now.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try { process.kill(pid, 0); return true; } catch (error) { return error.code === 'EPERM'; }
}

/** The first line of the lock file is the process, the fourth the port. */
function readLock(data) {
  const lock = join(data, 'postmaster.pid');
  if (!existsSync(lock)) return undefined;
  const lines = readFileSync(lock, 'utf8').split('\n');
  return { lock, pid: Number(lines[0]), port: Number(lines[3]) };
}

/** Process numbers are given out again, so a living process proves nothing by itself. */
function isPostgresOf(pid, data) {
  if (!isAlive(pid)) return false;
  const shown = existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') : spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout ?? '';
  return shown.includes(data);
}

export async function answers(connection, data) {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 2000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query("SELECT current_setting('data_directory') AS folder");
    return rows[0].folder === data;
  } catch { return false; } finally { await client.end().catch(() => {}); }
}

/** The process of a server whose data folder nobody means to use again. */
export function findLeftover(data) {
  const found = readLock(data);
  return found !== undefined && isPostgresOf(found.pid, data) ? found.pid : undefined;
}

/**
 * Finds the server that runs on a data folder. A lock file without one is removed: PostgreSQL would refuse to start
 * where its process number has been given to another program.
 *
 * @returns {Promise<{pid: number, port: number} | undefined>}
 */
export async function findRunningServer(data, connection) {
  for (let patience = 100; patience > 0; patience -= 1) {
    const found = readLock(data);
    if (found === undefined) return undefined;
    if (!isPostgresOf(found.pid, data)) { rmSync(found.lock, { force: true }); return undefined; }
    if (await answers({ ...connection, port: found.port }, data)) return { pid: found.pid, port: found.port };
    // It is starting, recovering or stopping.
    await pause(100);
  }
  throw new Error(`a PostgreSQL server holds ${data} and does not answer`);
}

/** Asks a server to stop and waits until it is gone; one that does not hear is ended. */
export async function stopServer(pid) {
  const gone = async (tries) => { for (let left = tries; left > 0 && isAlive(pid); left -= 1) await pause(50); return !isAlive(pid); };
  if (!isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  if (await gone(400)) return;
  process.kill(pid, 'SIGQUIT');
  await gone(100);
}
