// npm run random-worlds [-- --probes 1000000 --seed N]: the compiled engine against the plain evaluator over random manifests.
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { compile } from './compile.mjs';

const MAX_SEED = 2 ** 31 - 1;
const { values } = parseArgs({ options: {
  probes: { type: 'string', default: '1000000' }, each: { type: 'string', default: '250' }, seed: { type: 'string', default: String(randomInt(1, MAX_SEED)) },
} });
const [wanted, each, seed] = [values.probes, values.each, values.seed].map(Number);
if (![wanted, each, seed].every((value) => Number.isSafeInteger(value) && value > 0)) {
  console.error('postern: --probes, --each and --seed are whole numbers above 0');
  process.exit(2);
}

if (!(await compile('libs/engine'))) process.exit(1);
const { probeWorld } = await import(pathToFileURL(join(import.meta.dirname, '..', 'libs', 'engine', 'dist', 'testing', 'probe-world.js')));

console.log(`seed ${seed}: ${wanted} probes, ${each} a world`);
const total = { worlds: 0, probes: 0, partly: 0, open: 0, endpoints: 0, rules: 0, differences: 0 };
const diagnostics = new Map();
while (total.probes < wanted) {
  const world = probeWorld(seed + total.worlds, each);
  total.worlds += 1;
  for (const key of ['probes', 'partly', 'open', 'endpoints', 'rules']) total[key] += world[key];
  for (const code of world.diagnostics) diagnostics.set(code, (diagnostics.get(code) ?? 0) + 1);
  if (world.difference === null) continue;
  total.differences += 1;
  console.error(`seed ${seed + total.worlds - 1}: ${world.difference}`);
}
console.log(`${total.probes} probes in ${total.worlds} worlds with ${total.endpoints} endpoints and ${total.rules} rules: ${total.partly} partly open, ${total.open} not wholly known, ${total.differences} differences`);
console.log([...diagnostics].sort((a, b) => b[1] - a[1]).map(([code, count]) => `${code} ${count}`).join(', '));
if (total.differences > 0) process.exitCode = 1;
