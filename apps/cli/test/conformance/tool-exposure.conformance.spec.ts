import { afterAll, describe, it } from 'vitest';
import { folder } from '../../src/testing/folder.ts';
import { answerText, askAll } from './ask-all.ts';
import { isCorpusPresent } from './corpus.ts';
import { settle } from './differences.ts';
import { exposureQuestions, type RecordedExposure } from './exposed.ts';
import { indexedCases, readRecorded, recordedPath } from './recorded-tool.ts';
import { Tally } from './tally.ts';

const FAMILY = 'netpol-analyzer-exposure';

describe.skipIf(!isCorpusPresent)('probe with pods that do not exist over recorded exposures', () => {
  const tally = new Tally();
  const cases = indexedCases('netpol-analyzer-exposure/cases').filter(({ parsedFile }) => typeof parsedFile === 'string');

  it.each(cases)('answers what $case is exposed to as recorded', async ({ case: name, parsedFile }) => {
    const { questions, namespaces, leftOut } = exposureQuestions(readRecorded(FAMILY, parsedFile ?? '') as RecordedExposure);
    const supposed = folder({ 'namespaces.yaml': namespaces.map((namespace) => JSON.stringify(namespace)).join('\n---\n') });
    const answers = questions.length === 0 ? [] : await askAll([recordedPath(FAMILY, name, 'manifests'), ...(namespaces.length === 0 ? [] : [supposed])], questions);
    tally.add('cases');
    for (const { about } of questions) tally.add(about);
    for (const reason of leftOut) tally.add(`left out (${reason})`);
    settle(FAMILY, name, questions.flatMap(({ src, dst, about, wanted }, index) => {
      const given = answerText(answers[index]);
      return given === wanted ? [] : [`${about}: ${src} -> ${dst}: ${given || 'nothing'}, recorded ${wanted || 'nothing'}`];
    }));
  });

  afterAll(() => { console.log(tally.line(FAMILY)); });
});
