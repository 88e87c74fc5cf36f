import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/testing/run-command.ts';
import { isCorpusPresent, modelledCases } from './corpus.ts';
import { settle } from './differences.ts';
import { Tally } from './tally.ts';

interface Validation { readonly file: string; readonly kind: string; readonly name: string; readonly valid: boolean; readonly reason?: string }
interface GivenDiagnostic { readonly severity: string; readonly code: string; readonly state?: string; readonly file?: string; readonly resource?: { readonly kind: string; readonly name: string } }

describe.skipIf(!isCorpusPresent).each(['k8s-validation', 'npapi-crd'])('lint over recorded cases of %s', (family) => {
  const tally = new Tally();

  it.each(modelledCases<{ readonly validation: readonly Validation[] }>(family))('accepts and refuses the objects of $name as recorded', async ({ name, folder, expected }) => {
    const { exitCode, out, err } = await runCommand(['lint', '--in', `${folder}/manifests`, '-o', 'json']);
    const { diagnostics } = JSON.parse(out) as { readonly diagnostics: readonly GivenDiagnostic[] };
    expect({ exitCode, err }, err).toMatchObject({ exitCode: diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0 });
    tally.add('cases');
    const mismatches = expected.validation.flatMap((recorded) => {
      tally.add(recorded.valid ? 'accepted objects' : 'refused objects');
      const errors = diagnostics.filter((given) => given.severity === 'error' && given.resource?.kind === recorded.kind && given.resource.name === recorded.name && given.file?.endsWith(recorded.file) === true);
      if (errors.length === 0 === recorded.valid) return [];
      return [`${recorded.file} ${recorded.kind} ${recorded.name}: recorded as ${recorded.valid ? 'valid' : `refused (${recorded.reason ?? ''})`}, has ${errors.map(({ code }) => code).join() || 'no error'}`];
    });
    settle(family, name, mismatches);
  });

  afterAll(() => { console.log(tally.line(family)); });
});
