// TypeScript to JavaScript for everything that plain Node runs.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Compiles what is older than its sources; false where they have errors. Whatever it says goes to standard error. */
export function compile(...projects) {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const child = spawn(process.execPath, [tsc, '-b', ...projects], { cwd: root, stdio: ['ignore', 2, 2] });
  return new Promise((resolve, reject) => { child.once('error', reject).once('exit', (code) => resolve(code === 0)); });
}
