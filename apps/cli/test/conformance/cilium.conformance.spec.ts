import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/testing/run-command.ts';
import { ciliumLine, ciliumMismatches, type CiliumAnswer, type CiliumExpected } from './cilium-probes.ts';
import { enforcerCases, isCorpusPresent } from './corpus.ts';
import { settle } from './differences.ts';
import { Tally } from './tally.ts';

const NEWEST = '1.20.2';
const releaseOf = ({ engine, versions }: CiliumExpected): string => engine?.replace(/^.*v/, '') ?? versions?.max ?? NEWEST;

describe.skipIf(!isCorpusPresent).each(['cilium', 'cilium-engine'])('probe --as cilium over recorded cases of %s', (family) => {
  const tally = new Tally();
  const cases = enforcerCases<CiliumExpected>(family);

  it.each(cases)('answers $name as recorded', async ({ name, folder, expected }) => {
    const view = ['--in', `${folder}/manifests`, '--as', `cilium@${releaseOf(expected)}`];
    const probes = expected.probes.filter(({ l7 }) => l7 === undefined);
    tally.add('cases');
    if (expected.invalid !== undefined && probes.length === 0) {
      const { out } = await runCommand(['lint', ...view, '-o', 'json']);
      tally.add('refused');
      expect((JSON.parse(out) as { readonly diagnostics: readonly { readonly severity: string }[] }).diagnostics.filter(({ severity }) => severity === 'error')).not.toEqual([]);
      return;
    }
    const { exitCode, out, err } = await runCommand(['probe', ...view, '--basis', 'enforced', '-q'], { stdin: probes.map(ciliumLine) });
    expect({ exitCode, err }, err).toEqual({ exitCode: 0, err: '' });
    const answers = out.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as CiliumAnswer);
    const mismatches = probes.flatMap((probe, index) => {
      tally.add('probes');
      const found = ciliumMismatches(probe, answers[index]);
      if (found.length > 0) tally.add('differ');
      return found;
    });
    settle(family, name, mismatches);
  });

  afterAll(() => { console.log(tally.line(family)); });
});
