// A data folder: made once, whole or not at all.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Takes a folder that root made under one identity over to another; an ordinary user cannot, and is told so. */
function claim(data, { owner }) {
  const { uid } = statSync(data);
  if (owner !== undefined) { if (uid !== owner) spawnSync('chown', ['-R', `${owner}:${owner}`, data]); return; }
  if (uid !== process.getuid?.()) throw new Error(`${data} belongs to user ${uid}: start as that user, or remove the folder to begin anew`);
}

function run([command, ...args], options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], cwd: '/', ...options });
    let errors = '';
    child.stderr.on('data', (chunk) => { errors += chunk; });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`initdb failed (${code}): ${errors}`))));
  });
}

/**
 * Makes the data folder where it is missing.
 *
 * @returns {Promise<{data: string, password: string, isNew: boolean}>}
 */
export async function prepareDataFolder(folder, initdb, identity) {
  const cluster = join(folder, 'cluster');
  const at = (place) => ({ data: join(place, 'data'), secret: join(place, 'password') });
  const existing = () => {
    const { data, secret } = at(cluster);
    claim(data, identity);
    return { data, password: readFileSync(secret, 'utf8').trim(), isNew: false };
  };
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  if (existsSync(cluster)) return existing();
  // A start that is interrupted here leaves no folder that looks complete; of two at once, one wins.
  const draft = join(folder, `cluster.${process.pid}`);
  const { data, secret } = at(draft);
  const password = randomBytes(18).toString('base64url');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o755 });
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(secret, password, { mode: 0o600 });
  if (identity.options.uid !== undefined) for (const path of [data, secret]) chownSync(path, identity.options.uid, identity.options.gid);
  await run([...identity.prefix, initdb, '-D', data, '-U', 'postern', '--pwfile', secret, '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'], identity.options);
  try { renameSync(draft, cluster); } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(cluster)) throw error;
    return existing();
  }
  return { data: at(cluster).data, password, isNew: true };
}
