// A whole process: what it costs from its start to its end.
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from '../measure/cpu.mjs';

const LOOK_EVERY_MS = 10;
/** The limit is in seconds of CPU, so that other people's work does not use it up. */
const TIMED = 'TIMEFORMAT="%U %S"; folder=$1; limit=$2; shift 2; ulimit -t "$limit"; time "$@" 2>"$folder/err"';
const KILLED = 128;
/** An empty list in JSON and a line break. */
const LEAST_ANSWER = 4;
const SECONDS_OF_OWN = 600;

/** Runs a program once. `failure` says in a line why there is no answer, and is null where there is one. */
async function runOnce(program, args, { limitSeconds = SECONDS_OF_OWN, mostStatus = 1 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'postern-process-'));
  const out = openSync(join(folder, 'out'), 'w');
  try {
    const shell = spawn('bash', ['-c', TIMED, 'bash', folder, String(limitSeconds), program, ...args], { stdio: ['ignore', out, 'pipe'] });
    let said = ''; let peakMb = null;
    shell.stderr.on('data', (text) => { said += text; });
    const look = setInterval(() => { peakMb = peakOf(shell.pid) ?? peakMb; }, LOOK_EVERY_MS);
    const status = await new Promise((resolve, reject) => { shell.on('error', reject); shell.on('close', resolve); });
    clearInterval(look);
    const [user, system] = said.trim().split('\n').at(-1).split(' ').map((seconds) => Number(seconds) * 1000);
    return { text: () => readFileSync(join(folder, 'out'), 'utf8'), failure: failureOf(folder, status, { limitSeconds, mostStatus, user, system }), user, system, peakMb, folder };
  } finally { closeSync(out); }
}

function failureOf(folder, status, { limitSeconds, mostStatus, user, system }) {
  if (status === null || status > KILLED) return user + system >= limitSeconds * 990 ? `more than ${limitSeconds} s of CPU` : `ended by a signal (status ${status})`;
  if (status > mostStatus) return `status ${status}: ${firstLine(readFileSync(join(folder, 'err'), 'utf8'))}`;
  return statSync(join(folder, 'out')).size < LEAST_ANSWER ? 'an empty answer' : null;
}

/** The line of a failure that says most, without a machine's paths. */
const firstLine = (text) => (text.split('\n').find((line) => /error|fatal|unknown/i.test(line)) ?? text.split('\n')[0] ?? '').replace(/\/\S*\//g, '…/').slice(0, 120);

/** The high-water mark of the shell's only child. */
function peakOf(pid) {
  try {
    const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${child}/status`, 'utf8'))?.[1] ?? NaN) / 1024 || null;
  } catch { return null; }
}

/** What a process prints; null where it gives no answer. */
export async function printed(program, args, limits) {
  const run = await runOnce(program, args, limits);
  try { return run.failure === null ? run.text() : null; } finally { rmSync(run.folder, { recursive: true }); }
}

/** Medians of several runs: CPU, user and system together, in ms, and peak memory in MB; only `failure`, a line, where a run gives no answer. */
export async function measuredProcess(program, args, runs, limits) {
  const all = [];
  for (let at = 0; at < runs; at += 1) {
    const run = await runOnce(program, args, limits);
    rmSync(run.folder, { recursive: true });
    if (run.failure !== null) return { failure: run.failure };
    all.push(run);
  }
  const peaks = all.flatMap(({ peakMb }) => (peakMb === null ? [] : [peakMb]));
  return { failure: null, cpu: median(all.map(({ user, system }) => user + system)), user: median(all.map(({ user }) => user)), peakMb: peaks.length === 0 ? null : Math.round(Math.max(...peaks)) };
}
