import { afterAll, describe, it } from 'vitest';
import { folder } from '../../src/testing/folder.ts';
import { askAll } from './ask-all.ts';
import { isCorpusPresent } from './corpus.ts';
import { settle } from './differences.ts';
import { exposureMismatches, exposureQuestions, supposedText, type RecordedExposure } from './exposed.ts';
import { indexedCases, readRecorded, recordedPath } from './recorded-tool.ts';
import { Tally } from './tally.ts';

const FAMILY = 'netpol-analyzer-exposure';

describe.skipIf(!isCorpusPresent)('probe with pods that do not exist over recorded exposures', () => {
  const tally = new Tally();
  const cases = indexedCases('netpol-analyzer-exposure/cases').filter(({ parsedFile }) => typeof parsedFile === 'string');

  it.each(cases)('answers what $case is exposed to as recorded', async ({ case: name, parsedFile }) => {
    const { questions, namespaces, leftOut } = exposureQuestions(readRecorded(FAMILY, parsedFile ?? '') as RecordedExposure);
    const answers = questions.length === 0 ? [] : await askAll([recordedPath(FAMILY, name, 'manifests'), folder({ 'namespaces.yaml': supposedText(namespaces) })], questions);
    tally.add('cases');
    for (const { about } of questions) tally.add(about);
    for (const reason of leftOut) tally.add(`left out (${reason})`);
    settle(FAMILY, name, exposureMismatches(questions, answers));
  });

  afterAll(() => { console.log(tally.line(FAMILY)); });
});
