import { existsSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/testing/run-command.ts';
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

const services = (): readonly ServiceCase[] => (existsSync(recordedPath(EVAL, 'services.json')) ? (readRecorded(EVAL, 'services.json') as { readonly cases: readonly ServiceCase[] }).cases : []);

describe.skipIf(!isCorpusPresent)('the ways in from outside over recorded lists', () => {
  const tally = new Tally();

  it.each(modelledLists())('exposed tells what the ingress controller of $case reaches', async ({ case: name, manifests, parsedFile }) => {
    const { connections } = JSON.parse(readFileSync(listPath(parsedFile), 'utf8')) as { readonly connections: readonly Row[] };
    const wanted = new Listing(new Set()); const given = new Listing(new Set());
    for (const { src, dst, conn } of connections) if (src.type === 'symbolic' && dst.type !== 'symbolic') wanted.add(CONTROLLER, peerText(dst), portSetsText(conn.all ? EVERYTHING : canonical(conn.ports)));
    const { exitCode, out, err } = await runCommand(['exposed', 'ingress', '--in', listPath(manifests), ...HABITS, '-o', 'json']);
    expect({ exitCode, err }, err).toMatchObject({ exitCode: 0 });
    for (const { ref, via } of (JSON.parse(out) as Given).exposures) {
      // The recorded tool knows Ingress and Route alone.
      const ways = via.filter(({ kind }) => kind === 'INGRESS' || kind === 'ROUTE').map(({ allowed }) => readPortSets(allowed));
      const sets: Record<string, (readonly [number, number])[]> = {};
      for (const way of ways) for (const [protocol, ranges] of Object.entries(way)) sets[protocol] = [...(sets[protocol] ?? []), ...ranges];
      given.add(CONTROLLER, ref, portSetsText(canonical(sets)));
    }
    tally.add('lists');
    tally.add('rows', wanted.lines().length);
    settle('ingress-controller', name, lineMismatches(wanted.lines(), given.lines()));
  });

  it.each(services())('svc:$service resolves to as many workloads as recorded', async ({ manifests, service, selectedWorkloads }) => {
    const { exitCode, out, err } = await runCommand(['can', 'ip:192.0.2.1', `svc:${service}`, ...manifests.flatMap((path) => ['--in', recordedPath(EVAL, path)]), '-o', 'json']);
    tally.add('services');
    if (exitCode === 5) { expect({ selectedWorkloads, err }).toMatchObject({ selectedWorkloads: 0, err: expect.stringContaining('is not in this view') as string }); return; }
    const { service: hop } = JSON.parse(out) as { readonly service: { readonly backends: number } };
    settle('services', service, hop.backends === selectedWorkloads ? [] : [`${String(hop.backends)} backends, recorded ${String(selectedWorkloads)}`]);
  });

  afterAll(() => { console.log(tally.line('ingress controller')); });
});
