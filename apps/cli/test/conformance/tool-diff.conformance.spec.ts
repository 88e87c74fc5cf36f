import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/testing/run-command.ts';
import { isCorpusPresent } from './corpus.ts';
import { settle } from './differences.ts';
import { lineMismatches, Listing, peerText, type RecordedPeer } from './listing.ts';
import { canonical, EVERYTHING, portSetsText, readPortSets, type PortSets } from './port-sets.ts';
import { HABITS, indexedCases, readRecorded, recordedPath } from './recorded-tool.ts';
import { Tally } from './tally.ts';

const FAMILY = 'netpol-analyzer-diff';

interface RecordedSet { readonly all: boolean; readonly ports: PortSets }
interface RecordedRow { readonly src: RecordedPeer; readonly dst: RecordedPeer; readonly before: RecordedSet; readonly after: RecordedSet }
interface GivenRow { readonly from: string; readonly to: string; readonly before: string; readonly after: string }

const recordedText = ({ all, ports }: RecordedSet): string => portSetsText(all ? EVERYTHING : canonical(ports));
const moveText = (before: string, after: string): string => (before === after ? '' : `${before || 'nothing'} => ${after || 'nothing'}`);

function recordedMoves(rows: readonly RecordedRow[]): readonly string[] {
  const listing = new Listing(new Set());
  for (const { src, dst, before, after } of rows) {
    // The made-up ingress controller stands for no pod.
    if (src.type !== 'symbolic' && dst.type !== 'symbolic') listing.add(peerText(src), peerText(dst), moveText(recordedText(before), recordedText(after)));
  }
  return listing.lines();
}

function givenMoves(rows: readonly GivenRow[]): readonly string[] {
  const listing = new Listing(new Set());
  for (const { from, to, before, after } of rows) listing.add(from, to, moveText(portSetsText(readPortSets(before)), portSetsText(readPortSets(after))));
  return listing.lines();
}

describe.skipIf(!isCorpusPresent)('diff over recorded pairs of manifest sets', () => {
  const tally = new Tally();

  it.each(indexedCases('netpol-analyzer-diff/cases'))('tells the changes of $case as recorded', async ({ case: name, dirA, dirB, parsedFile }) => {
    const { exitCode, out, err } = await runCommand(['diff', recordedPath(FAMILY, dirA), recordedPath(FAMILY, dirB), ...HABITS, '-o', 'json']);
    expect({ exitCode, err }, err).toMatchObject({ exitCode: 0 });
    const { changes } = readRecorded(FAMILY, parsedFile) as { readonly changes: readonly RecordedRow[] };
    tally.add('cases');
    tally.add('recorded rows', changes.length);
    settle(FAMILY, name, lineMismatches(recordedMoves(changes), givenMoves((JSON.parse(out) as { readonly changes: readonly GivenRow[] }).changes)));
  });

  afterAll(() => { console.log(tally.line(FAMILY)); });
});
