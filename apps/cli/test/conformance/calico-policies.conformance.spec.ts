import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/testing/run-command.ts';
import { scenarioObjects, tableObjects, tableQuestions, type Manifest, type PacketTable, type Scenario } from './calico-objects.ts';
import { entityCases, type EntityRow } from './calico-entities.ts';
import { hostCases, type HostTable } from './calico-hosts.ts';
import { orderCases, ORDER_LINE, stagingCases, type RecordedOrders, type RecordedStaging } from './calico-orders.ts';
import { netCases, protocolCases, typesCases, type NetRow, type ProtocolRow, type TypesRow } from './calico-rows.ts';
import { ABSENT, isCorpusPresent, recordedFile } from './corpus.ts';
import { settle } from './differences.ts';
import { Tally } from './tally.ts';

interface Recorded { readonly scenarios: readonly Scenario[]; readonly packetTables: { readonly workload: readonly PacketTable[] }; readonly hostTables: readonly HostTable[]; readonly order: RecordedOrders; readonly stagedScope: RecordedStaging; readonly ruleTraces: readonly PacketTable[]; readonly protocols: readonly ProtocolRow[]; readonly nets: readonly NetRow[]; readonly typesDefaulting: { readonly rows: readonly TypesRow[] }; readonly entitySelectors: { readonly rows: readonly EntityRow[] } }

const recorded = isCorpusPresent ? JSON.parse(readFileSync(recordedFile('calico/policies.json'), 'utf8')) as Recorded : { scenarios: [], packetTables: { workload: [] }, hostTables: [], order: { tiers: [], policies: [], derived: [] }, stagedScope: { rows: [] }, ruleTraces: [], protocols: [], nets: [], typesDefaulting: { rows: [] }, entitySelectors: { rows: [] } };
if (!isCorpusPresent) console.log(ABSENT);

interface Answer { readonly allowed: boolean | null; readonly ingress: { readonly decidedBy: readonly { readonly name?: string }[] }; readonly error?: unknown }

/** What `probe` says to some lines about some objects. */
async function probe(objects: readonly Manifest[], lines: readonly string[], more: readonly string[] = []): Promise<readonly Answer[]> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-recorded-'));
  try {
    writeFileSync(join(folder, 'objects.json'), JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
    const { exitCode, out, err } = await runCommand(['probe', '--in', folder, '--as', 'calico@3.32.1', '--basis', 'enforced', '-q', ...more], { stdin: lines });
    expect({ exitCode, err }, err).toEqual({ exitCode: 0, err: '' });
    return out.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Answer);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.skipIf(!isCorpusPresent)('recorded worlds of Calico', () => {
  const tally = new Tally();

  it.each(recorded.scenarios)('answers $id as recorded', async (scenario) => {
    const where = new Map(scenario.workloads.map(({ name, namespace }) => [name, `pod:${namespace}/${name}`]));
    const answers = await probe(scenarioObjects(scenario), scenario.probes.map(({ from, to, protocol, dport, sport }, index) => `${JSON.stringify({ id: String(index), src: where.get(from), dst: where.get(to), protocol, port: dport, sourcePort: sport })}\n`));
    tally.add('scenarios');
    tally.add('probes', scenario.probes.length);
    settle('calico', scenario.id, scenario.probes.flatMap(({ from, to, protocol, dport, expect: wanted }, index) => (
      answers[index]?.allowed === (wanted === 'allow') ? [] : [`${from} -> ${to} ${protocol} ${String(dport)} is ${JSON.stringify(answers[index]?.error ?? answers[index]?.allowed)}, recorded ${wanted}`])));
  });

  it.each([...recorded.packetTables.workload, ...recorded.ruleTraces])('judges the packets of $id ($name) as recorded', async (table) => {
    const questions = tableQuestions(table);
    const answers = await probe(tableObjects(table), questions.map(({ line }) => line));
    tally.add('tables');
    tally.add('packets', questions.length);
    settle('calico', table.id, questions.flatMap(({ packet, line }, index) => (answers[index]?.allowed === (packet.expect === 'allow') ? [] : [`${line.trim()} is ${JSON.stringify(answers[index])}, recorded ${packet.expect}`])));
  });

  it.each(recorded.hostTables.flatMap(hostCases))('guards hosts as recorded: $id', async ({ id, objects, probes }) => {
    const answers = await probe(objects, probes.map(({ line }) => line));
    tally.add('host steps');
    tally.add('host probes', probes.length);
    settle('calico', id, probes.flatMap(({ text, isAllowed }, index) => (answers[index]?.allowed === isAllowed ? [] : [`${text} is ${JSON.stringify(answers[index]?.error ?? answers[index]?.allowed)}, recorded ${String(isAllowed)}`])));
  });

  it.each(orderCases(recorded.order))('$id as recorded', async ({ objects, first }) => {
    const [answer] = await probe(objects, [ORDER_LINE]);
    tally.add('places in an order');
    expect(answer?.ingress.decidedBy[0]?.name).toBe(first);
  });

  it.each(stagingCases(recorded.stagedScope))('staged policies count as recorded: $id', async ({ objects, enforced, promoted }) => {
    tally.add('staged rows');
    const answers = [await probe(objects, [ORDER_LINE]), await probe(objects, [ORDER_LINE], ['--set', 'calico.staged=enforced'])];
    expect(answers.map(([answer]) => answer?.allowed)).toEqual([enforced, promoted]);
  });

  it.each([...protocolCases(recorded.protocols), ...netCases(recorded.nets), ...typesCases(recorded.typesDefaulting.rows)])('$id as recorded', async ({ objects, lines, allowed }) => {
    tally.add('rows');
    expect((await probe(objects, lines, ['--set', 'calico.staged=enforced'])).map((answer) => answer.allowed)).toEqual(allowed);
  });

  it.each(entityCases(recorded.entitySelectors.rows))('$id means what upstream makes of it', async ({ asWritten, asRead, lines }) => {
    tally.add('entities');
    const [written, read] = [await probe(asWritten, lines), await probe(asRead, lines)].map((answers) => answers.map(({ allowed }) => allowed));
    expect(written).toEqual(read);
    expect(written).not.toContain(null);
  });

  afterAll(() => { console.log(tally.line('calico')); });
});
