import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/testing/run-command.ts';
import { givenChangeLines, recordedChangeLines, type GivenChange, type RecordedChange } from './changes.ts';
import { isCorpusPresent, modelledCases } from './corpus.ts';
import { settle } from './differences.ts';
import { lineMismatches } from './listing.ts';
import { Tally } from './tally.ts';

interface RecordedDiff { readonly changes: readonly RecordedChange[]; readonly externals: readonly string[] }

describe.skipIf(!isCorpusPresent)('diff over recorded cases', () => {
  const tally = new Tally();

  it.each(modelledCases<RecordedDiff>('diff'))('tells the changes of $name as recorded', async ({ name, folder, expected }) => {
    const { exitCode, out, err } = await runCommand(['diff', `${folder}/before`, `${folder}/after`, '--ignore-endpoint-churn', '--exit-code', '-o', 'json']);
    const given = JSON.parse(out === '' ? '{"changes":[]}' : out) as { readonly changes: readonly GivenChange[] };
    expect({ exitCode, err }, err).toMatchObject({ exitCode: given.changes.length === 0 ? 0 : 1 });
    tally.add('cases');
    tally.add('changes', expected.changes.length);
    const mismatches = lineMismatches(recordedChangeLines(expected.changes), givenChangeLines(given.changes, expected.externals));
    // A case without changes must compare as unchanged, addresses that nobody recorded included.
    const surplus = expected.changes.length === 0 && mismatches.length === 0 ? given.changes.map(({ from, to }) => `surplus: ${from} -> ${to}`) : [];
    settle('diff', name, [...mismatches, ...surplus]);
  });

  afterAll(() => { console.log(tally.line('diff')); });
});
