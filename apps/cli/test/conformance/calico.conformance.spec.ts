import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/testing/run-command.ts';
import { calicoLine, calicoMismatches, type CalicoAnswer, type CalicoExpected } from './calico-probes.ts';
import { ABSENT, enforcerCases, isCorpusPresent } from './corpus.ts';
import { settle } from './differences.ts';
import { Tally } from './tally.ts';

const FAMILY = 'calico-engine';

if (!isCorpusPresent) console.log(ABSENT);

describe.skipIf(!isCorpusPresent)('probe --as calico over recorded cases', () => {
  const tally = new Tally();

  it.each(enforcerCases<CalicoExpected>(FAMILY))('answers $name as recorded', async ({ name, folder, expected: { engine, probes } }) => {
    const { exitCode, out, err } = await runCommand(['probe', '--in', `${folder}/manifests`, '--as', `calico@${engine.replace(/^.*v/, '')}`, '--basis', 'enforced', '-q'], { stdin: probes.map(calicoLine) });
    expect({ exitCode, err }, err).toEqual({ exitCode: 0, err: '' });
    const answers = out.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as CalicoAnswer);
    tally.add('cases');
    const mismatches = probes.flatMap((probe, index) => {
      tally.add('probes');
      const found = calicoMismatches(probe, answers[index]);
      if (found.length > 0) tally.add('differ');
      return found;
    });
    settle(FAMILY, name, mismatches);
  });

  afterAll(() => { console.log(tally.line(FAMILY)); });
});
