import { afterAll, describe, it } from 'vitest';
import { askAll } from './ask-all.ts';
import { isCorpusPresent } from './corpus.ts';
import { settle } from './differences.ts';
import { pieceMismatches, questionsOf, type RecordedPair } from './explained.ts';
import { indexedCases, readRecorded, recordedPath } from './recorded-tool.ts';
import { Tally } from './tally.ts';

const FAMILY = 'netpol-analyzer-explain';


describe.skipIf(!isCorpusPresent)('probe names the deciding policies of recorded explanations', () => {
  const tally = new Tally();

  it.each(indexedCases('netpol-analyzer-explain/cases'))('explains $case as recorded', async ({ case: name, parsedFile }) => {
    const { pairs } = readRecorded(FAMILY, parsedFile) as { readonly pairs: readonly RecordedPair[] };
    const questions = pairs.flatMap(questionsOf);
    const answers = await askAll([recordedPath(FAMILY, name, 'manifests')], questions.flatMap(({ asked }) => asked));
    let next = 0;
    const mismatches = questions.flatMap((question) => {
      const mine = answers.slice(next, next += question.asked.length);
      return pieceMismatches(question, mine);
    });
    tally.add('cases');
    tally.add('pairs', pairs.length);
    tally.add('questions', answers.length);
    settle(FAMILY, name, mismatches);
  });

  afterAll(() => { console.log(tally.line(FAMILY)); });
});
