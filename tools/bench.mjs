// npm run bench [-- NAME…]: every benchmark of bench/, or the named ones, in processes of their own.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compile } from './compile.mjs';

const folder = join(import.meta.dirname, '..', 'bench');
const wanted = process.argv.slice(2);
const benches = readdirSync(folder).filter((name) => /\.bench\.(mjs|ts)$/u.test(name)).sort();
const chosen = wanted.length === 0 ? benches : benches.filter((name) => wanted.includes(basename(name).replace(/\.bench\..*$/u, '')));

if (chosen.length === 0 || !existsSync(folder)) {
  console.error(`postern: no such benchmark; there are: ${benches.join(', ') || 'none'}`);
  process.exit(2);
}
if (!(await compile())) process.exit(1);
for (const name of chosen) {
  console.log(`\n== ${name}`);
  const { status } = spawnSync(process.execPath, ['--expose-gc', join(folder, name)], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
