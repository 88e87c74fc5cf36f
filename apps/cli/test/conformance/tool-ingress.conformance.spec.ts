import { existsSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/testing/run-command.ts';
import { manifestsWithoutPolicies } from './completed.ts';
import { isCorpusPresent, listPath, modelledLists } from './corpus.ts';
import { settle } from './differences.ts';
import { lineMismatches, Listing, peerText, type RecordedPeer } from './listing.ts';
import { canonical, EVERYTHING, portSetsText, readPortSets, type PortSets } from './port-sets.ts';
import { HABITS, readRecorded, recordedPath } from './recorded-tool.ts';
import { Tally } from './tally.ts';

const EVAL = 'netpol-analyzer-eval';
const CONTROLLER = 'ingress-controller';

interface Row { readonly src: RecordedPeer; readonly dst: RecordedPeer; readonly conn: { readonly all: boolean; readonly ports: PortSets } }
interface Given { readonly exposures: readonly { readonly ref: string; readonly allowed: string; readonly via: readonly { readonly kind: string; readonly allowed: string }[] }[] }
interface ServiceCase { readonly manifests: readonly string[]; readonly service: string; readonly selectedWorkloads: number }

interface BackendCase { readonly dir: string; readonly manifests: readonly string[]; readonly workload: { readonly namespace: string; readonly name: string; readonly kind: string }; readonly protocol: string; readonly ports: readonly number[] }

const recordedCases = <Case>(file: string, read: (cases: unknown) => readonly Case[]): readonly Case[] => (existsSync(recordedPath(EVAL, file)) ? read((readRecorded(EVAL, file) as { readonly cases: unknown }).cases) : []);
const services = recordedCases('services.json', (cases) => cases as readonly ServiceCase[]);
const backends = recordedCases('ingress-backends.json', (cases) => cases as readonly BackendCase[]);

/** What the recorded tool knows of: Ingress and Route alone. */
function throughControllers(via: Given['exposures'][number]['via']): string {
  const sets: Record<string, (readonly [number, number])[]> = {};
  for (const { allowed } of via.filter(({ kind }) => kind === 'INGRESS' || kind === 'ROUTE')) {
    for (const [protocol, ranges] of Object.entries(readPortSets(allowed))) sets[protocol] = [...(sets[protocol] ?? []), ...ranges];
  }
  return portSetsText(canonical(sets));
}

describe.skipIf(!isCorpusPresent)('the ways in from outside over recorded lists', () => {
  const tally = new Tally();

  it.each(modelledLists())('exposed tells what the ingress controller of $case reaches', async ({ case: name, manifests, parsedFile }) => {
    const { connections } = JSON.parse(readFileSync(listPath(parsedFile), 'utf8')) as { readonly connections: readonly Row[] };
    const wanted = new Listing(new Set()); const given = new Listing(new Set());
    for (const { src, dst, conn } of connections) if (src.type === 'symbolic' && dst.type !== 'symbolic') wanted.add(CONTROLLER, peerText(dst), portSetsText(conn.all ? EVERYTHING : canonical(conn.ports)));
    const { exitCode, out, err } = await runCommand(['exposed', 'ingress', '--in', listPath(manifests), ...HABITS, '-o', 'json']);
    expect({ exitCode, err }, err).toMatchObject({ exitCode: 0 });
    for (const { ref, via } of (JSON.parse(out) as Given).exposures) given.add(CONTROLLER, ref, throughControllers(via));
    tally.add('lists');
    tally.add('rows', wanted.lines().length);
    settle('ingress-controller', name, lineMismatches(wanted.lines(), given.lines()));
  });

  it.each(backends)('exposed tells the ports of $workload.name in $dir that a controller hands connections to, policies aside', async ({ manifests, workload, protocol, ports }) => {
    const inputs = manifests.flatMap((path) => ['--in', manifestsWithoutPolicies(recordedPath(EVAL, path))]);
    const { exitCode, out, err } = await runCommand(['exposed', 'ingress', ...inputs, ...HABITS, '-o', 'json']);
    expect({ exitCode, err }, err).toMatchObject({ exitCode: 0 });
    const exposure = (JSON.parse(out) as Given).exposures.find(({ ref }) => ref === peerText({ type: 'workload', ...workload }));
    tally.add('backends');
    expect(throughControllers(exposure?.via ?? [])).toBe(portSetsText(canonical({ [protocol]: ports.map((port) => [port, port] as const) })));
  });

  it.each(services)('svc:$service resolves to as many workloads as recorded', async ({ manifests, service, selectedWorkloads }) => {
    const { exitCode, out, err } = await runCommand(['can', 'ip:192.0.2.1', `svc:${service}`, ...manifests.flatMap((path) => ['--in', recordedPath(EVAL, path)]), '-o', 'json']);
    tally.add('services');
    if (exitCode === 5) { expect({ selectedWorkloads, err }).toMatchObject({ selectedWorkloads: 0, err: expect.stringContaining('is not in this view') as string }); return; }
    const { service: hop } = JSON.parse(out) as { readonly service: { readonly backends: number } };
    settle('services', service, hop.backends === selectedWorkloads ? [] : [`${String(hop.backends)} backends, recorded ${String(selectedWorkloads)}`]);
  });

  afterAll(() => { console.log(tally.line('ingress controller')); });
});
