import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { folder } from '../../src/testing/folder.ts';
import { runCommand } from '../../src/testing/run-command.ts';
import { askAll } from './ask-all.ts';
import { completedManifests } from './completed.ts';
import { isCorpusPresent, listPath, modelledLists } from './corpus.ts';
import { DIFFERENCES } from './differences.ts';
import { pieceMismatches, questionsOf, type RecordedPair } from './explained.ts';
import { exposureMismatches, exposureQuestions, supposedText, type RecordedExposure } from './exposed.ts';
import { lineMismatches, listedLines, recordedLines, type ListedConnection, type RecordedConnection } from './listing.ts';
import { HABITS, indexedCases, readRecorded, recordedPath } from './recorded-tool.ts';
import { Tally } from './tally.ts';

const EXPLAIN = 'netpol-analyzer-explain';
const EXPOSURE = 'netpol-analyzer-exposure';
const NOTHING: ReadonlySet<string> = new Set();

/** The cases that the table of differences lays to selectors left out. */
const isRefused = (family: string, name: string): boolean => DIFFERENCES.some((one) => one.family === family && one.name === name && one.reason.includes('without a podSelector or namespaceSelector'));

describe.skipIf(!isCorpusPresent)('recorded cases whose policies are refused, with their selectors written out', () => {
  const tally = new Tally();

  it.each(modelledLists().filter(({ case: name }) => isRefused('netpol-analyzer', name)))('lists $case as recorded', async ({ manifests, parsedFile }) => {
    const { exitCode, out, err } = await runCommand(['list', '--in', completedManifests(listPath(manifests)), ...HABITS, '-o', 'json']);
    expect({ exitCode, err }, err).toMatchObject({ exitCode: 0 });
    const given = JSON.parse(out) as { readonly connections: readonly ListedConnection[] };
    const recorded = JSON.parse(readFileSync(listPath(parsedFile), 'utf8')) as { readonly connections: readonly RecordedConnection[] };
    tally.add('lists');
    expect(lineMismatches(recordedLines(recorded.connections, NOTHING), listedLines(given.connections, NOTHING))).toEqual([]);
  });

  it.each(indexedCases('netpol-analyzer-explain/cases').filter(({ case: name }) => isRefused(EXPLAIN, name)))('explains $case as recorded', async ({ case: name, parsedFile }) => {
    const questions = (readRecorded(EXPLAIN, parsedFile) as { readonly pairs: readonly RecordedPair[] }).pairs.flatMap(questionsOf);
    const answers = await askAll([completedManifests(recordedPath(EXPLAIN, name, 'manifests'))], questions.flatMap(({ asked }) => asked));
    tally.add('explanations');
    let next = 0;
    expect(questions.flatMap((question) => pieceMismatches(question, answers.slice(next, next += question.asked.length)))).toEqual([]);
  });

  it.each(indexedCases('netpol-analyzer-exposure/cases').filter(({ case: name }) => isRefused(EXPOSURE, name)))('answers what $case is exposed to as recorded', async ({ case: name, parsedFile }) => {
    const { questions, namespaces } = exposureQuestions(readRecorded(EXPOSURE, parsedFile ?? '') as RecordedExposure);
    const answers = await askAll([completedManifests(recordedPath(EXPOSURE, name, 'manifests')), folder({ 'namespaces.yaml': supposedText(namespaces) })], questions);
    tally.add('exposures');
    expect(exposureMismatches(questions, answers)).toEqual([]);
  });

  afterAll(() => { console.log(tally.line('completed policies')); });
});
