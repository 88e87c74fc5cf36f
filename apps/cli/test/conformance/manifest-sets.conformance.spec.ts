import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/testing/run-command.ts';
import { isCorpusPresent, listPath, modelledLists } from './corpus.ts';
import { EXPLAINED_DIAGNOSTICS } from './differences.ts';
import { Tally } from './tally.ts';

interface GivenDiagnostic { readonly severity: string; readonly code: string; readonly message: string; readonly file?: string | null }

const isExplained = (set: string, code: string): boolean => EXPLAINED_DIAGNOSTICS.some((explained) => explained.code === code && explained.sets?.includes(set) !== false);

describe.skipIf(!isCorpusPresent)('reading real sets of manifests', () => {
  const tally = new Tally();

  it.each(modelledLists())('reads $case without a diagnostic that nothing explains', async (listed) => {
    const { out } = await runCommand(['lint', '--in', listPath(listed.manifests), '-o', 'json']);
    const { diagnostics } = JSON.parse(out) as { readonly diagnostics: readonly GivenDiagnostic[] };
    tally.add('sets');
    for (const { code } of diagnostics) tally.add(code);
    expect(diagnostics.filter(({ code }) => !isExplained(listed.case, code)).map(({ severity, code, message, file }) => `${file ?? '-'}: ${severity} ${code}: ${message}`)).toEqual([]);
  });

  afterAll(() => { console.log(tally.line('manifest sets')); });
});
