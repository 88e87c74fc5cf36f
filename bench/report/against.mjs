// Two commits by turns in one run, so that whatever else the machine does hits both.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { median } from '../measure/cpu.mjs';
import { runApart } from '../measure/run-apart.mjs';
import { figureText, sizeText } from './table.mjs';

const ROOT = join(import.meta.dirname, '..', '..');
const ENTRY = 'libs/engine/src/index.ts';
const git = (...args) => execFileSync('git', ['-C', ROOT, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

/** The engine of another commit, in a work tree of its own that finds our dependencies above it. */
function engineOf(name) {
  const id = git('rev-parse', '--short=12', `${name}^{commit}`);
  const tree = join(ROOT, '.postern', 'bench', 'trees', id);
  if (!existsSync(tree)) { mkdirSync(dirname(tree), { recursive: true }); git('worktree', 'add', '--detach', tree, id); }
  return { id, entry: join(tree, ENTRY), remove: () => { git('worktree', 'remove', '--force', tree); } };
}

/** Runs each case by turns on another commit and on what is checked out, and prints both medians. */
export function runAgainst(commit, { cases, sizes, policies, rounds }) {
  const other = engineOf(commit);
  try {
    console.log(`| | unit | ${other.id} | here | |\n|---|---|---:|---:|---:|`);
    for (const pods of sizes) for (const name of cases) {
      const runs = runByTurns(rounds, (entry) => runApart(name, pods, policies, entry), [other.entry, join(ROOT, ENTRY)]);
      if (runs !== null) { print(name, pods, runs); continue; }
      console.log(`| ${name}, ${sizeText(pods)} | | fails | or here | |`);
      process.exitCode = 1;
    }
  } finally { other.remove(); }
}

/** Pairs of results, each side going first in turn; null as soon as one fails, which was told already. */
function runByTurns(rounds, run, [there, here]) {
  const pairs = [];
  for (let round = 0; round < rounds; round++) {
    const isThereFirst = round % 2 === 0; const first = run(isThereFirst ? there : here);
    const second = first === null ? null : run(isThereFirst ? here : there);
    if (second === null) return null;
    pairs.push(isThereFirst ? [first, second] : [second, first]);
  }
  return pairs;
}

function print(name, pods, runs) {
  const [first] = runs[0];
  for (const figure of Object.keys(first.times)) {
    const [a, b] = [0, 1].map((side) => median(runs.map((pair) => pair[side].times[figure])));
    console.log(`| ${name}, ${sizeText(pods)}: ${figure} | ${first.unit} | ${figureText(a, first.unit)} | ${figureText(b, first.unit)} | × ${(b / a).toFixed(2)} |`);
  }
}
