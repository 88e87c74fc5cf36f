import { execFileSync } from 'node:child_process';
import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';

const git = (...args) => { try { return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim(); } catch { return ''; } };

/** Where and of what a measurement was made. */
export const machine = () => ({
  cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), memoryGb: Math.round(totalmem() / 2 ** 30),
  system: `${platform()} ${release()} ${arch()}`, node: process.version, load: loadavg().map((x) => Math.round(x * 10) / 10),
});

/** The commit that is checked out; `isClean` is false where the tree has changes of its own. */
export const commit = () => ({ id: git('rev-parse', '--short=12', 'HEAD'), isClean: git('status', '--porcelain', '--', 'libs', 'apps', 'bench') === '' });
