// The service as a child process, which says where it listens and ends when we do.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { inherited } from '../environment.mjs';

const root = join(import.meta.dirname, '..', '..');
const MAIN = join(root, 'apps/api/dist/main.js');
const PATIENCE_MS = 20_000;

/** Node's watch mode sends messages of its own first. */
const listening = (child) => new Promise((resolve) => { child.on('message', (message) => { if (message?.url !== undefined) resolve(message); }); });

/** @returns {Promise<{url: string, administratorToken?: string, ended: Promise<number>, stop(): Promise<void>}>} */
export async function startService(environment, nodeArguments = []) {
  // In a process group of its own: Ctrl-C reaches us, and we stop it before its database.
  const child = spawn(process.execPath, [...nodeArguments, '--enable-source-maps', MAIN], {
    cwd: root, detached: true, stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env: { ...inherited, ...environment },
  });
  const ended = once(child, 'exit').then(([code]) => code ?? 1);
  const first = await Promise.race([listening(child), ended]);
  if (typeof first === 'number') throw new Error(`the service ended before it listened (exit ${first})`);
  return {
    ...first, ended,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      await ended;
      clearTimeout(patience);
    },
  };
}
