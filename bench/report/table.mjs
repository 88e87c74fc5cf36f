// The table of bench/README.md, from results that were saved.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { targetOf } from './targets.mjs';

const README = join(import.meta.dirname, '..', 'README.md');
const BEGIN = '<!-- results -->';
const END = '<!-- end of results -->';
const UNITS = { memory: 'MB' };

export const sizeText = (pods) => (pods % 1_000_000 === 0 ? `${pods / 1_000_000}M` : `${pods / 1000}k`);
/** Proportions are read to the second place. */
export const figureText = (value, unit) => (unit === '×' ? value.toFixed(2) : value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toPrecision(2));

/** A Markdown table of results: a row for each figure, a column for each size, the target behind each. */
export function resultTable(all) {
  const results = all.filter(({ workloads }) => workloads === undefined);
  if (results.length === 0) return '';
  const sizes = [...new Set(results.map(({ pods }) => pods))].sort((a, b) => a - b);
  const figures = new Map();
  for (const { case: name, unit, times } of results) for (const figure of Object.keys(times)) figures.set(`${name}/${figure}`, { name, figure, unit: unit ?? UNITS[name] });
  const cell = ({ name, figure, unit }, pods) => {
    const value = results.find((result) => result.case === name && result.pods === pods)?.times[figure];
    const target = targetOf(name, figure, pods);
    if (value === undefined) return '–';
    const text = figureText(value, unit);
    return target === undefined ? text : `${value <= target ? text : `**${text}**`} (${target})`;
  };
  const rows = [...figures.values()].map((row) => `| ${row.name}: ${row.figure} | ${row.unit} | ${sizes.map((pods) => cell(row, pods)).join(' | ')} |`);
  return [`| | unit | ${sizes.map(sizeText).join(' | ')} |`, `|---|---|${sizes.map(() => '---:|').join('')}`, ...rows].join('\n');
}

/** A Markdown table of whole processes: CPU, and peak memory where it is known; empty without any. */
export function processTable(all) {
  const results = all.filter(({ workloads }) => workloads !== undefined);
  if (results.length === 0) return '';
  const sizes = [...new Set(results.map(({ workloads }) => workloads))].sort((a, b) => a - b);
  const rows = new Map(results.flatMap(({ program, times }) => Object.keys(times).map((question) => [`${program}/${question}`, { program, question }])));
  const cell = ({ program, question }, size) => {
    const { times, memory, ratio } = results.find((result) => result.program === program && result.workloads === size) ?? {};
    if (times?.[question] === undefined) return '–';
    return `${figureText(times[question])} ms${memory[question] === undefined ? '' : `, ${memory[question]} MB`}${ratio?.[question] === undefined ? '' : `, × ${figureText(ratio[question])}`}`;
  };
  return [`| workloads | | ${sizes.join(' | ')} |`, `|---|---|${sizes.map(() => '---:|').join('')}`, ...[...rows.values()].map((row) => `| ${row.program} | ${row.question} | ${sizes.map((size) => cell(row, size)).join(' | ')} |`)].join('\n');
}

/** Writes the table of a saved run into the README, between its two marks. */
export function writeTable(file) {
  const { machine, commit, results } = JSON.parse(readFileSync(file, 'utf8'));
  const source = `Commit ${commit.id}, ${machine.cores} × ${machine.cpu}, Node ${machine.node}, load ${machine.load.join(' ')}. In brackets the target; in bold what misses it.`;
  const text = readFileSync(README, 'utf8');
  const [before, after] = [text.indexOf(BEGIN) + BEGIN.length, text.indexOf(END)];
  writeFileSync(README, `${text.slice(0, before)}\n\n${source}\n\n${[resultTable(results), processTable(results)].filter((table) => table !== '').join('\n\n')}\n\n${text.slice(after)}`);
}
