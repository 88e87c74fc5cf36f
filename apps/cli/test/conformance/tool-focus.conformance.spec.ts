import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/testing/run-command.ts';
import { isCorpusPresent } from './corpus.ts';
import { settle } from './differences.ts';
import { lineMismatches, Listing, type ListedConnection } from './listing.ts';
import { portSetsText, readPortSets } from './port-sets.ts';
import { HABITS, indexedCases, recordedPath, type Flags } from './recorded-tool.ts';
import { recordedTextRows } from './recorded-text.ts';
import { Tally } from './tally.ts';

const FAMILY = 'netpol-analyzer-focus';
const CONTROLLER = 'ingress-controller';

interface GivenPeers { readonly peers: readonly { readonly ref: string; readonly allowed: string; readonly partial?: string }[] }
interface GivenExposure { readonly exposures: readonly { readonly ref: string; readonly allowed: string }[] }
type Ask = (...argv: readonly string[]) => Promise<string>;

/** Rows of both directions for what the filter names, asked as `who` and `reach`. */
async function focusedRows(ask: Ask, flags: Flags): Promise<readonly ListedConnection[]> {
  if (flags.focusWorkloads?.includes(CONTROLLER) === true) {
    const { exposures } = JSON.parse(await ask('exposed', 'ingress')) as GivenExposure;
    return exposures.map(({ ref, allowed }) => ({ from: CONTROLLER, to: ref, allowed }));
  }
  const { connections } = JSON.parse(await ask('list')) as { readonly connections: readonly ListedConnection[] };
  const known = [...new Set(connections.flatMap(({ from, to }) => [from, to]).filter((ref) => !ref.startsWith('ip:')))];
  const named = (names: readonly string[] | undefined): readonly string[] => known.filter((ref) => names === undefined || names.some((name) => ref.endsWith(name.includes('/') ? `:${name}` : `/${name}`)));
  const peers = named(flags.focusWorkloadPeers);
  const isPeer = (ref: string): boolean => flags.focusWorkloadPeers === undefined || peers.includes(ref);
  const traffic = flags.focusConn?.replace('-', '/');
  const rows = new Map<string, ListedConnection>();
  for (const ref of named(flags.focusWorkloads)) {
    for (const command of ['who', 'reach'] as const) {
      if (flags.focusDirection === (command === 'who' ? 'egress' : 'ingress')) continue;
      const { peers: found } = JSON.parse(await ask(command, ref, ...(traffic === undefined ? [] : [traffic]))) as GivenPeers;
      for (const { ref: peer, ...sets } of found) {
        const [from, to] = command === 'who' ? [peer, ref] : [ref, peer];
        if (isPeer(peer)) rows.set(`${from} ${to}`, { ...sets, from, to });
      }
    }
  }
  return [...rows.values()];
}

describe.skipIf(!isCorpusPresent)('who, reach and exposed over recorded filtered lists', () => {
  const tally = new Tally();

  it.each(indexedCases('netpol-analyzer-focus/cases'))('answers $case as recorded', async ({ case: name, flags = {} }) => {
    const ask: Ask = async (command, ...rest) => {
      const { exitCode, out, err } = await runCommand([command, ...rest, '--in', recordedPath(FAMILY, name, 'manifests'), ...HABITS, '-o', 'json']);
      expect([0, 1], err).toContain(exitCode);
      return out;
    };
    const text = readFileSync(recordedPath(FAMILY, name, 'expected.txt'), 'utf8');
    const recorded = recordedTextRows(text);
    const isController = flags.focusWorkloads?.includes(CONTROLLER) === true;
    const wanted = new Listing(new Set()); const given = new Listing(new Set());
    // A list about one port shows no ports: every row of it has that port.
    const ports = (listed: string): string => (flags.focusConn === undefined ? listed : 'open');
    for (const { from, to, ports: sets } of recorded) if ((from === CONTROLLER) === isController) wanted.add(from, to, ports(portSetsText(sets)));
    for (const { from, to, allowed, partial } of await focusedRows(ask, flags)) given.add(from, to, `${ports(portSetsText(readPortSets(allowed)))}${partial === undefined ? '' : ` partly ${partial}`}`);
    tally.add('cases');
    tally.add('recorded rows', recorded.length);
    settle(FAMILY, name, lineMismatches(wanted.lines(), given.lines()));
  });

  afterAll(() => { console.log(tally.line(FAMILY)); });
});
