// npm run bench -- [CASE…] [--sizes 1k,10k] [--against COMMIT] [--save] [--table]: see bench/README.md.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '..', 'bench', 'main.mjs');
process.exitCode = spawnSync(process.execPath, [MAIN, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1;
