import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runCommand } from './testing/run-command.ts';
import { COMMANDS } from './commands/registry.ts';
import { VERSION } from './version.ts';

const names = COMMANDS.map(({ name }) => name);

describe('the command line', () => {
  it('prints the version of the package', async () => {
    const manifest = JSON.parse(readFileSync(`${import.meta.dirname}/../package.json`, 'utf8')) as { version: string };
    expect(VERSION).toBe(manifest.version);
    expect(await runCommand(['--version'])).toEqual({ exitCode: 0, out: `postern ${VERSION}\n`, err: '' });
  });

  it('lists every command in its help, on standard output', async () => {
    const { exitCode, out, err } = await runCommand(['--help']);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    for (const name of names) expect(out).toContain(`postern ${name}`);
  });

  it.each(names)('shows options and examples of %s', async (name) => {
    const { exitCode, out } = await runCommand([name, '--help']);
    expect(exitCode).toBe(0);
    expect(out).toContain(`postern ${name} [OPTIONS]`);
    expect(out).toContain('--quiet');
    expect(out).toMatch(/Examples\n {2}\S/);
    expect(await runCommand(['help', name])).toMatchObject({ out });
  });

  it.each([
    ['nothing at all', [], /postern --help/],
    ['an unknown command', ['wat'], /wat: no such command; the commands are can,/],
    ['an option before the command', ['--in', 'x', 'list'], /options stand after the command/],
    ['an unknown option', ['list', '--frobnicate'], /--frobnicate/],
    ['an option that another command takes', ['lint', '--exit-code'], /--exit-code/],
    ['an option without its value', ['list', '--in'], /--in/],
    ['a missing argument', ['can', 'pod:a/b', '--in', '.'], /an argument is missing: postern can FROM TO \[TRAFFIC\]/],
    ['an argument too many', ['list', 'what', '--in', '.'], /one argument too many, what/],
    ['an unknown format', ['list', '--in', '.', '-o', 'xml'], /-o xml.*table, json, ndjson/],
    ['an unknown basis', ['list', '--in', '.', '--basis', 'hoped'], /--basis hoped.*effective, specified, enforced/],
    ['an unknown grouping', ['list', '--in', '.', '--group', 'colour'], /--group colour.*pod, workload, owner, namespace/],
    ['an unknown enforcer', ['list', '--in', '.', '--as', 'magic@1'], /--as magic.*reference/],
    ['a setting that is no pair', ['list', '--in', '.', '--set', 'x'], /KEY=VALUE/],
    ['no input', ['list'], /--in/],
  ])('takes %s for a usage error, on standard error alone', async (_, argv, message) => {
    const { exitCode, out, err } = await runCommand(argv);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(message);
    expect(err).not.toContain('    at ');
  });

  it('exits 8 and shows the stack where it breaks', async () => {
    const { exitCode, out, err } = await runCommand(['--version'], { onWrite: () => { throw new Error('the disk is on fire'); } });
    expect({ exitCode, out }).toEqual({ exitCode: 8, out: '' });
    expect(err).toMatch(/^postern: internal error; [^\n]*\nError: the disk is on fire\n {4}at /);
  });

  it.each(['csv', 'md', 'dot'])('refuses the format %s where an answer has no rows', async (format) => {
    expect(await runCommand(['can', 'ns:a', 'ns:b', '--in', '.', '-o', format])).toMatchObject({ exitCode: 2, out: '' });
  });
});
