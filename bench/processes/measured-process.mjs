// A whole process: what it costs from its start to its end.
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from '../measure/cpu.mjs';

const LOOK_EVERY_MS = 10;
const TIMED = 'TIMEFORMAT="%U %S"; time "$@" 2>/dev/null';
/** Differences and connections have statuses of their own. */
const MOST_STATUS = 1;

/** What a process printed, its user and system CPU in ms, and its peak of memory in MB (null where there is no /proc to read it from); null where it fails. */
async function runOnce(program, args) {
  const folder = mkdtempSync(join(tmpdir(), 'postern-process-'));
  const out = openSync(join(folder, 'out'), 'w');
  try {
    const shell = spawn('bash', ['-c', TIMED, 'bash', program, ...args], { stdio: ['ignore', out, 'pipe'] });
    let said = ''; let peakMb = null;
    shell.stderr.on('data', (text) => { said += text; });
    const look = setInterval(() => { peakMb = peakOf(shell.pid) ?? peakMb; }, LOOK_EVERY_MS);
    const status = await new Promise((resolve, reject) => { shell.on('error', reject); shell.on('close', resolve); });
    clearInterval(look);
    const [user, system] = said.trim().split('\n').at(-1).split(' ').map((seconds) => Number(seconds) * 1000);
    return status > MOST_STATUS ? null : { text: () => readFileSync(join(folder, 'out'), 'utf8'), user, system, peakMb, folder };
  } finally { closeSync(out); }
}

/** The high-water mark of the shell's only child. */
function peakOf(pid) {
  try {
    const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${child}/status`, 'utf8'))?.[1] ?? NaN) / 1024 || null;
  } catch { return null; }
}

/** What a process prints; null where it fails. */
export async function printed(program, args) {
  const run = await runOnce(program, args);
  try { return run?.text() ?? null; } finally { if (run !== null) rmSync(run.folder, { recursive: true }); }
}

/** Medians of several runs: CPU, user and system together, in ms, and peak memory in MB; null where the process fails. */
export async function measuredProcess(program, args, runs) {
  const all = [];
  for (let at = 0; at < runs; at += 1) {
    const run = await runOnce(program, args);
    if (run === null) return null;
    rmSync(run.folder, { recursive: true });
    all.push(run);
  }
  const peaks = all.flatMap(({ peakMb }) => (peakMb === null ? [] : [peakMb]));
  return { cpu: median(all.map(({ user, system }) => user + system)), user: median(all.map(({ user }) => user)), peakMb: peaks.length === 0 ? null : Math.round(Math.max(...peaks)) };
}
