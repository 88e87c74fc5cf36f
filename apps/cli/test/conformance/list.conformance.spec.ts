import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/testing/run-command.ts';
import { isCorpusPresent, listPath, modelledLists } from './corpus.ts';
import { settle } from './differences.ts';
import { indexReference, lineMismatches, listedLines, recordedLines, type ListedConnection, type RecordedConnection } from './listing.ts';
import { Tally } from './tally.ts';

const FAMILY = 'netpol-analyzer';
// The recorded tool reads no host network, never matches a pod by its address and groups by direct owner.
const HABITS = ['--set', 'reference.host-network=pod', '--set', 'reference.ip-block-matches-pods=false', '--group', 'owner'];

describe.skipIf(!isCorpusPresent)('list over recorded cases', () => {
  const tally = new Tally();

  it.each(modelledLists())('lists $case as recorded', async (listed) => {
    const { exitCode, out, err } = await runCommand(['list', '--in', listPath(listed.manifests), ...HABITS, '-o', 'json']);
    expect({ exitCode, err }, err).toMatchObject({ exitCode: 0 });
    const given = JSON.parse(out) as { readonly connections: readonly ListedConnection[] };
    const recorded = JSON.parse(readFileSync(listPath(listed.parsedFile), 'utf8')) as { readonly connections: readonly RecordedConnection[] };
    // Finished pods still count for the recorded tool; virtual machines' launcher pods do not.
    const launchers = given.connections.flatMap(({ from, to }) => [from, to]).filter((ref) => /\/virt-launcher-/.test(ref));
    const leftOut = new Set([...(listed.terminatedWorkloads ?? []).map(indexReference), ...launchers]);
    tally.add('cases');
    tally.add('recorded rows', recorded.connections.length);
    settle(FAMILY, listed.case, lineMismatches(recordedLines(recorded.connections, leftOut), listedLines(given.connections, leftOut)));
  });

  afterAll(() => { console.log(tally.line(FAMILY)); });
});
