import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/testing/run-command.ts';
import { isCorpusPresent } from './corpus.ts';
import { indexedCases, recordedPath } from './recorded-tool.ts';
import { NOT_REPORTED, REPORTS } from './reported.ts';
import { Tally } from './tally.ts';

const FAMILY = 'netpol-analyzer-errors';

interface GivenLint { readonly diagnostics: readonly { readonly code: string }[]; readonly findings: readonly { readonly code: string }[] }

const path = (relative: string | null, name: string): string => recordedPath(FAMILY, relative ?? `${name}/does-not-exist`);

/** What `lint` says of a folder, as codes; a folder that is not there ends the command with a message. */
async function codesOf(input: string): Promise<readonly string[]> {
  const { exitCode, out, err } = await runCommand(['lint', '--in', input, '-o', 'json']);
  if (exitCode === 5) { expect(err).toContain('no such file or folder'); return ['does not exist']; }
  expect([0, 1, 4], err).toContain(exitCode);
  const { diagnostics, findings } = JSON.parse(out) as GivenLint;
  return [...diagnostics, ...findings].map(({ code }) => code);
}

function unreported(messages: readonly string[], given: readonly string[], tally: Tally): readonly string[] {
  return messages.filter((message) => {
    if (given.includes('does not exist') && /does not exist/.test(message)) { tally.add('reported'); return false; }
    const report = REPORTS.find((one) => one.message.test(message));
    const isReported = report?.codes.some((code) => given.includes(code)) ?? NOT_REPORTED.some((one) => one.message.test(message));
    tally.add(report === undefined ? 'with a reason not to' : 'reported');
    return !isReported;
  });
}

describe.skipIf(!isCorpusPresent)('lint, list, who and diff over recorded mistakes', () => {
  const tally = new Tally();

  it.each(indexedCases('netpol-analyzer-errors/cases'))('reports the mistake of $case', async ({ case: name, manifests, messageContains, flags = {} }) => {
    const input = path(manifests, name);
    tally.add('cases');
    const list = await runCommand(['list', '--in', input, '-o', 'json']);
    expect([0, 4, 5], list.err).toContain(list.exitCode);
    const missing = messageContains.flatMap((message) => /Workload (\S+) does not exist/.exec(message)?.slice(1) ?? []);
    for (const workload of missing) {
      const who = await runCommand(['who', `workload:${workload.includes('/') ? workload : `default/${workload}`}`, '--in', input]);
      expect(who, JSON.stringify(flags)).toMatchObject({ exitCode: 5, err: expect.stringContaining('is not in this view') as string });
      tally.add('reported');
    }
    const rest = messageContains.filter((message) => !message.startsWith('Workload '));
    const given = [...await codesOf(input), ...(list.err.includes('no Kubernetes object could be read') ? ['nothing to read'] : [])];
    expect(unreported(rest, given, tally), given.join()).toEqual([]);
  });

  it.each(indexedCases('netpol-analyzer-errors/diffCases'))('reports the mistake of $case', async ({ case: name, dirA, dirB, messageContains }) => {
    const inputs = [path(dirA, name), path(dirB, name)];
    tally.add('pairs');
    const { exitCode, err } = await runCommand(['diff', ...inputs, '-o', 'json']);
    expect([0, 3, 4, 5], err).toContain(exitCode);
    const given = [...(await Promise.all(inputs.map(codesOf))).flat(), ...(err.includes('no Kubernetes object could be read') ? ['nothing to read'] : [])];
    expect(unreported(messageContains, given, tally), given.join()).toEqual([]);
  });

  afterAll(() => { console.log(tally.line(FAMILY)); });
});
