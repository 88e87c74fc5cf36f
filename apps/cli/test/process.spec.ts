import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLES, pod } from '../src/testing/folder.ts';

interface Metafile { readonly inputs: Readonly<Record<string, unknown>>; readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>> }
interface Bundler {
  readonly bundle: (outfile?: string) => Promise<{ readonly metafile: Metafile; readonly text: string }>;
  readonly startupInputs: () => Promise<{ readonly files: readonly string[]; readonly sizeBytes: number }>;
}

// The project's tools are no library of the command; the test asks for them by place.
const { bundle, startupInputs } = await import(join(import.meta.dirname, '../../../tools/bundle-command.mjs')) as Bundler;

let root = ''; let command = '';

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'postern-bundle-'));
  command = join(root, 'postern.mjs');
  await bundle(command);
});

afterAll(() => { rmSync(root, { recursive: true }); });

interface Ended { readonly exitCode: number | null; readonly out: string; readonly err: string }

/** Runs the bundled command as a process of its own, far from `node_modules`. */
function start(argv: readonly string[], stdin: string, onOut: (child: ReturnType<typeof spawn>) => void = () => undefined): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [command, ...argv], { cwd: root, stdio: 'pipe' });
    let out = ''; let err = '';
    child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString(); onOut(child); });
    child.stderr.on('data', (chunk: Buffer) => { err += chunk.toString(); });
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin);
    child.on('close', (exitCode) => { resolve({ exitCode, out, err }); });
  });
}

describe('the bundled command', () => {
  it('answers from one file, with the exit status of the answer', async () => {
    const question = ['pod:frontend/frontend', 'pod:backend/app-2', 'tcp/8080', '--in', `${EXAMPLES}/textbook`];
    expect(await start(['can', ...question], '')).toMatchObject({ exitCode: 1, out: expect.stringContaining('cannot reach') as string, err: '' });
  });

  it('reads standard input', async () => {
    const { exitCode, out } = await start(['list', '--in', '-', '-o', 'json'], `${pod('a', 'x')}\n${pod('a', 'y')}\n`);
    expect(exitCode).toBe(0);
    expect((JSON.parse(out) as { total: number }).total).toBeGreaterThan(2);
  });

  it('ends in peace where its reader leaves early', async () => {
    const stdin = Array.from({ length: 600 }, (_, index) => `${pod('a', `p-${String(index)}`)}\n`).join('');
    const { exitCode, err } = await start(['list', '--in', '-', '-o', 'ndjson'], stdin, (child) => { child.stdout?.destroy(); });
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  });

  it('does not wait for standard input that it does not read', async () => {
    expect(await start(['--version'], '')).toMatchObject({ exitCode: 0, err: '' });
  });
});

describe('what it costs to start', () => {
  it('is a few small files of its own before the command is known', async () => {
    const { files, sizeBytes } = await startupInputs();
    expect(files.filter((file) => !file.startsWith('apps/cli/src/') && file !== 'libs/config/src/command.ts')).toEqual([]);
    expect(files.length).toBeLessThan(20);
    expect(sizeBytes).toBeLessThan(20_000);
  });

  it('asks for nothing that Node 20 does not have', async () => {
    const { text } = await bundle();
    expect(/\.groupBy\(|\.withResolvers\(|\.fromAsync\(|\bIterator\.from\(|\.isSubsetOf\(|\.symmetricDifference\(|RegExp\.escape\(|import\.meta\.main\b/.exec(text)?.[0]).toBeUndefined();
  });

  it('is one file without a library that only the service needs', async () => {
    const { metafile } = await bundle();
    const packages = new Set(Object.keys(metafile.inputs).flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []));
    expect([...packages].filter((name) => !['ipaddr.js', 'js-yaml', 'yaml'].includes(name))).toEqual([]);
    const outputs = Object.values(metafile.outputs);
    const ofLibraries = outputs.flatMap(({ inputs }) => Object.entries(inputs)).filter(([file]) => file.includes('node_modules/')).reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
    expect(ofLibraries).toBeLessThan(80_000);
  });
});
