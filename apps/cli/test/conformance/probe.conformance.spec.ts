import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/testing/run-command.ts';
import { ABSENT, isCorpusPresent, modelledCases } from './corpus.ts';
import { settle } from './differences.ts';
import { probeLine, probeMismatches, type ProbeAnswer, type RecordedProbe } from './probes.ts';
import { Tally } from './tally.ts';

const FAMILIES = ['recipes', 'k8s-e2e', 'cyclonus', 'fuzz', 'knp-unit', 'npapi-v1alpha1', 'npapi-v1alpha2', 'policy-assistant'];

if (!isCorpusPresent) console.log(ABSENT);

describe.skipIf(!isCorpusPresent).each(FAMILIES)('probe over recorded cases of %s', (family) => {
  const tally = new Tally();
  const cases = modelledCases<{ readonly probes: readonly RecordedProbe[]; readonly namespaceLabelsLiteral?: boolean }>(family);

  it.each(cases)('answers $name as recorded', async ({ name, folder, expected }) => {
    const settings = expected.namespaceLabelsLiteral === true ? ['--set', 'reference.namespace-name-label=literal'] : [];
    const { exitCode, out, err } = await runCommand(['probe', '--in', `${folder}/manifests`, ...settings], { stdin: expected.probes.map(probeLine) });
    expect({ exitCode, err }, err).toMatchObject({ exitCode: 0 });
    const answers = out.trimEnd().split('\n').map((line) => JSON.parse(line) as ProbeAnswer);
    expect(answers.map(({ id }) => id)).toEqual(expected.probes.map((_, index) => String(index)));
    tally.add('cases');
    const mismatches = expected.probes.flatMap((probe, index) => {
      tally.add(probe.disputed === true ? 'disputed' : 'probes');
      if (probe.assumes !== undefined) tally.add('of them by assumption');
      const found = probeMismatches(probe.disputed === true ? { ...probe, allowed: probe.specAllowed ?? probe.allowed } : probe, answers[index]);
      if (found.length > 0) tally.add(probe.assumes === undefined ? 'differ' : 'differ by assumption');
      return found.map((line) => (probe.assumes === undefined ? line : `${line} (assumes ${probe.assumes.join()})`));
    });
    settle(family, name, mismatches);
  });

  afterAll(() => { console.log(tally.line(family)); });
});
