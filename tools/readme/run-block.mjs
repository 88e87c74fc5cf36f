// One block of commands, run as a reader's shell would run it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { inherited, pathWith } from '../environment.mjs';

const root = join(import.meta.dirname, '..', '..');
// A cluster is what no machine has: `kubectl` answers from the example.
const STAND_INS = join(import.meta.dirname, 'stand-ins');
/** Where the pages say that the service listens. */
export const SHOWN_ADDRESS = 'http://127.0.0.1:3000';
// These end with 1 where the answer is no.
const MAY_SAY_NO = /postern -- (?:can|why|lint|enforcement) [^\n]*\n$/u;

/** Whether the shell and the programs of the README are there. */
export async function hasPrograms() {
  const probe = spawn('bash', ['-c', 'command -v curl gzip npm'], { stdio: 'ignore' });
  return await new Promise((resolve) => { probe.once('error', () => resolve(false)).once('exit', (code) => resolve(code === 0)); });
}

/** @returns {Promise<string>} what it wrote to standard output @throws {Error} where it failed */
export async function runBlock(command, { url, token }) {
  const child = spawn('bash', ['-o', 'pipefail', '-e', '-c', command.replaceAll(SHOWN_ADDRESS, url)], {
    cwd: root, stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...inherited, PATH: pathWith(STAND_INS), POSTERN_TOKEN: token, POSTERN_SERVER: '', NO_COLOR: '1', INIT_CWD: root },
  });
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), new Promise((resolve) => { child.once('exit', resolve); })]);
  if (code !== 0 && !(code === 1 && output !== '' && MAY_SAY_NO.test(command))) throw new Error(`ended with ${code}:\n${command}${output}${errors}`);
  return output.replaceAll(url, SHOWN_ADDRESS);
}
