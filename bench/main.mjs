// npm run bench -- [CASE…] [--sizes 1k,10k] [--policies admin] [--against COMMIT [--rounds 3]] [--save] [--table] [--million] [--workloads 100,400]
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { CASES } from './cases/index.mjs';
import { commit, machine } from './measure/machine.mjs';
import { runApart } from './measure/run-apart.mjs';
import { compile } from './measure/tools.mjs';
import { runAgainst } from './report/against.mjs';
import { runPeers } from './report/peers.mjs';
import { figureText, processTable, resultTable, sizeText, writeTable } from './report/table.mjs';
import { processCase, WORKLOADS } from './processes/process-case.mjs';
import { serviceCase } from './service/service-case.mjs';

const ROOT = join(import.meta.dirname, '..');
const ENTRY = join(ROOT, 'libs/engine/src/index.ts');
const BASELINE = join(import.meta.dirname, 'results', 'baseline.json');
const LAST = join(ROOT, '.postern', 'bench', 'last.json');
const ALL = [...Object.keys(CASES), 'service', 'processes'];
// What is worth its time at a million pods unless a case is named.
const AT_A_MILLION = new Set(['ready', 'memory', 'binary', 'point', 'who', 'reach', 'explain', 'exposure', 'totals', 'diff']);
const SIZES = { '1k': 1000, '10k': 10_000, '100k': 100_000, '1M': 1_000_000 };

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      sizes: { type: 'string', default: '1k,10k,100k' }, policies: { type: 'string', default: 'admin' }, rounds: { type: 'string', default: '3' },
      against: { type: 'string' }, save: { type: 'boolean', default: false }, table: { type: 'boolean', default: false }, million: { type: 'boolean', default: false }, workloads: { type: 'string', default: WORKLOADS.join(',') },
    },
  });
  const sizes = [...new Set([...values.sizes.split(','), ...(values.million ? ['1M'] : [])])].map((size) => SIZES[size]);
  const cases = positionals.length === 0 ? ALL : positionals;
  if (sizes.includes(undefined) || cases.some((name) => !ALL.includes(name))) throw new RangeError(`cases are ${ALL.join(', ')}; sizes are ${Object.keys(SIZES).join(', ')}`);
  const workloads = values.workloads.split(',').map(Number);
  if (workloads.some((count) => !Number.isInteger(count) || count < 1)) throw new RangeError('--workloads are positive integers');
  if (!Number.isInteger(Number(values.rounds)) || Number(values.rounds) < 1) throw new RangeError('--rounds is a positive integer');
  const isWanted = (name, pods) => positionals.length > 0 || pods < SIZES['1M'] || AT_A_MILLION.has(name);
  return { ...values, sizes, cases, isWanted, workloads, rounds: Number(values.rounds) };
}

/** Three figures are more than repeats agree on. */
const rounded = (times) => Object.fromEntries(Object.entries(times).map(([figure, value]) => [figure, Number(value.toPrecision(value >= 100 ? 4 : 3))]));

const show = ({ case: name, program, pods, workloads, unit, times }) => { console.log(`${(workloads ?? sizeText(pods)).toString().padStart(5)} ${(program ?? name).padEnd(9)} ${Object.entries(times).map(([figure, value]) => `${figure} ${figureText(value, unit)} ${unit}`).join(' · ')}`); };

async function runAll({ cases, sizes, isWanted, policies, workloads }) {
  const results = [];
  for (const pods of sizes) for (const name of cases.filter((each) => each !== 'processes' && isWanted(each, pods))) {
    const result = name === 'service' ? await serviceCase(pods, policies) : runApart(name, pods, policies, ENTRY);
    if (result === null) { process.exitCode = 1; continue; }
    show(result);
    results.push(result);
  }
  // A run of whole processes alone times the peers itself.
  const peers = cases.every((name) => name === 'processes') ? [] : await runPeers(sizes);
  for (const result of peers) show(result);
  return [...results, ...peers, ...(cases.includes('processes') ? await processCase(workloads, show) : [])];
}

async function run(asked) {
  if (asked.table) { writeTable(BASELINE); return; }
  if (asked.cases.includes('service') && asked.against === undefined && !(await compile())) throw new Error('the sources do not compile');
  if (asked.against !== undefined) { runAgainst(asked.against, { ...asked, cases: asked.cases.filter((name) => name !== 'service' && name !== 'processes') }); return; }
  const where = { date: new Date().toISOString(), machine: machine(), commit: commit(), policies: asked.policies, seed: '1' };
  const results = (await runAll(asked)).map((result) => ({ ...result, times: rounded(result.times) }));
  const file = asked.save ? BASELINE : LAST;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...where, results }, null, 1)}\n`);
  console.log(`\n${[resultTable(results), processTable(results)].filter((table) => table !== '').join('\n\n')}`);
}

try { await run(readArguments()); } catch (error) {
  console.error(`postern: ${error.message}`);
  process.exitCode = 2;
}
