import { spawnSync } from 'node:child_process';
import { totalmem } from 'node:os';
import { join } from 'node:path';

const RUN_CASE = join(import.meta.dirname, '..', 'run-case.mjs');
// A million pods need half of it, and whoever else works on the machine the rest.
const MOST_HEAP_MB = Math.max(8000, Math.round((totalmem() / 2 ** 20) * 0.65));

/** One case in a process of its own; null, with what it said, where it failed. */
export function runApart(name, pods, policies, entry) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', '--disable-warning=ExperimentalWarning', `--max-old-space-size=${MOST_HEAP_MB}`, RUN_CASE, name, String(pods), policies, entry], { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status === 0) return JSON.parse(stdout);
  console.error(`${name} at ${pods} pods failed, over ${entry}:\n${stderr}`);
  return null;
}
