// The command as one file, linked where npm looks for programs.
import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle-command.mjs';

const root = join(import.meta.dirname, '..');
const SOURCES = ['apps/cli/src', 'libs/engine/src', 'libs/input/src', 'libs/config/src', 'tools/bundle-command.mjs', 'package-lock.json'];
export const COMMAND = join(root, 'apps/cli/dist/postern.mjs');

const changedAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path, { withFileTypes: true }).map((entry) => newest(join(path, entry.name))));
}

/** Whether the command is as new as what it is made of. */
export const isBuilt = () => { const built = changedAt(COMMAND); return SOURCES.every((source) => newest(join(root, source)) <= built); };

/** Builds the command beside its place and moves it there, so that one that runs now is never half a file. */
export async function buildCommand() {
  const draft = `${COMMAND}.${process.pid}`;
  mkdirSync(join(COMMAND, '..'), { recursive: true });
  await bundle(draft);
  chmodSync(draft, 0o755);
  renameSync(draft, COMMAND);
  const link = join(root, 'node_modules/.bin/postern');
  rmSync(link, { force: true });
  symlinkSync('../../apps/cli/dist/postern.mjs', link);
}

if (import.meta.main) {
  await buildCommand();
  console.log(`built node_modules/.bin/postern, ${Math.round(statSync(COMMAND).size / 1024)} KiB`);
}
