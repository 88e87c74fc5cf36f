import { existsSync } from 'node:fs';
import { afterAll, describe, it } from 'vitest';
import { answerText, askAll } from './ask-all.ts';
import { isCorpusPresent } from './corpus.ts';
import { settle } from './differences.ts';
import { portSetsText } from './port-sets.ts';
import { readRecordedText } from './recorded-text.ts';
import { readRecorded, recordedPath } from './recorded-tool.ts';
import { Tally } from './tally.ts';

const FAMILY = 'netpol-analyzer-eval';

type End = { readonly type: 'pod' | 'workload'; readonly namespace: string; readonly name: string } | { readonly type: 'ip'; readonly ip: string } | { readonly type: 'cidr'; readonly cidr: string };
interface EvalCase {
  readonly id: string;
  readonly manifests: readonly string[];
  readonly src: End;
  readonly dst: End;
  readonly protocol: string | null;
  readonly port: number | null;
  readonly expected: boolean | null;
  readonly expectedConnections: string | null;
  readonly multiNetwork?: boolean;
}
interface EvalGroup { readonly name: string; readonly manifests: readonly string[]; readonly cases: readonly EvalCase[] }

const reference = (end: End): string => {
  if ('ip' in end) return `ip:${end.ip}`;
  return 'cidr' in end ? `ip:${end.cidr}` : `${end.type}:${end.namespace}/${end.name}`;
};

/** Cases about the same manifests are asked at once. */
function groups(): readonly EvalGroup[] {
  if (!existsSync(recordedPath(FAMILY, 'cases.json'))) return [];
  const { cases } = readRecorded(FAMILY, 'cases.json') as { readonly cases: readonly EvalCase[] };
  const single = cases.filter(({ multiNetwork }) => multiNetwork !== true);
  return [...Map.groupBy(single, ({ manifests }) => manifests.join())].map(([key, members]) => ({ name: key.replaceAll('manifests/', ''), manifests: members[0]?.manifests ?? [], cases: members }));
}

describe.skipIf(!isCorpusPresent)('probe over recorded point questions', () => {
  const tally = new Tally();

  it.each(groups())('answers the questions about $name as recorded', async ({ name, manifests, cases }) => {
    const ask = async (asked: readonly EvalCase[], isAny: boolean) => (asked.length === 0 ? [] : askAll(manifests.map((path) => recordedPath(FAMILY, path)), asked.map(({ src, dst, protocol, port }) => (
      { src: reference(src), dst: reference(dst), ...(isAny || protocol === null ? {} : { protocol, ...(port === null ? {} : { port }) }) }
    ))));
    const points = cases.filter(({ expected }) => expected !== null);
    const sets = cases.filter(({ expectedConnections }) => expectedConnections !== null);
    const mismatches: string[] = [];
    (await ask(points, false)).forEach((answer, index) => {
      if (answer.allowed !== points[index]?.expected) mismatches.push(`${points[index]?.id ?? ''}: ${answer.error?.message ?? String(answer.allowed)}, recorded ${String(points[index]?.expected)}`);
    });
    (await ask(sets, true)).forEach((answer, index) => {
      const wanted = portSetsText(readRecordedText(sets[index]?.expectedConnections ?? ''));
      const given = answerText(answer);
      if (given !== wanted) mismatches.push(`${sets[index]?.id ?? ''}: ${given}, recorded ${wanted}`);
    });
    tally.add('points', points.length);
    tally.add('sets', sets.length);
    settle(FAMILY, name, mismatches);
  });

  afterAll(() => { console.log(tally.line(FAMILY)); });
});
