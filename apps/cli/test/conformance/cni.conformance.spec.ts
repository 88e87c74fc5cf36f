import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { EnforcementDocument } from '@postern/engine';
import { parseAllDocuments } from 'yaml';
import { runCommand } from '../../src/testing/run-command.ts';
import { clusterCases, isCorpusPresent } from './corpus.ts';
import { Tally } from './tally.ts';

interface Recorded {
  readonly plugin: string;
  readonly enforcesNetworkPolicy: 'yes' | 'partial' | 'no' | 'unknown';
  readonly confidence: string;
  readonly networkingVersion?: string;
  readonly policyEngines: readonly string[];
  readonly disabledEngines: readonly string[];
  readonly engineVersions: Readonly<Record<string, string>>;
  readonly enforcementByNode: Readonly<Record<string, string>>;
  readonly podsNotManaged: readonly string[];
  readonly warningsMustInclude: readonly string[];
}

interface Thing { readonly kind: string; readonly items?: readonly Thing[] }

const EXITS = { yes: 0, partial: 1, no: 1, unknown: 3 } as const;

async function assessed(stdin: string): Promise<EnforcementDocument & { readonly exitCode: number }> {
  const { exitCode, out, err } = await runCommand(['enforcement', '--in', '-', '-o', 'json', '--quiet'], { stdin });
  expect([0, 1, 3], err).toContain(exitCode);
  return { ...(JSON.parse(out) as EnforcementDocument), exitCode };
}

const namesOf = (enforcers: EnforcementDocument['enforcers']): readonly string[] => enforcers.map(({ name }) => name).sort();

describe.skipIf(!isCorpusPresent)('recognition over recorded clusters', () => {
  const tally = new Tally();

  it.each(clusterCases<Recorded>('cni'))('sees in $name who wires the pods, who filters, and where', async ({ file, expected }) => {
    const given = await assessed(readFileSync(file, 'utf8'));
    const [off, others] = [given.enforcers.filter(({ state }) => state === 'off'), given.enforcers.filter(({ state }) => state !== 'off')];
    expect({
      plugin: given.networking.plugin, verdict: given.verdict, confidence: given.confidence, engines: namesOf(others), disabled: namesOf(off),
      versions: Object.fromEntries(others.map(({ name, version }) => [name, version])), nodes: Object.fromEntries(given.nodes.map(({ node, state }) => [node, state])), podsNotManaged: given.podsNotManaged, exitCode: given.exitCode,
    }).toEqual({
      plugin: expected.plugin, verdict: expected.enforcesNetworkPolicy, confidence: expected.confidence, engines: [...expected.policyEngines].sort(), disabled: [...expected.disabledEngines].sort(),
      versions: expected.engineVersions, nodes: expected.enforcementByNode, podsNotManaged: expected.podsNotManaged, exitCode: EXITS[expected.enforcesNetworkPolicy],
    });
    if (expected.networkingVersion !== undefined) expect(given.networking.version).toBe(expected.networkingVersion);
    expect(given.warnings.map(({ code }) => code)).toEqual(expect.arrayContaining([...expected.warningsMustInclude]));
    tally.add('clusters');
  });

  it.each(clusterCases<Recorded>('cni'))('never takes what is missing from $name for more, or for less', async ({ file, expected }) => {
    const things = parseAllDocuments(readFileSync(file, 'utf8')).flatMap((document) => { const thing = document.toJS() as Thing; return thing.items ?? [thing]; });
    for (const kind of new Set(things.map((thing) => thing.kind))) {
      const rest = things.filter((thing) => thing.kind !== kind);
      if (rest.length === 0) continue;
      const { verdict } = await assessed(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: rest }));
      if (expected.enforcesNetworkPolicy === 'yes') expect(verdict, `without ${kind}`).not.toBe('no');
      else expect(verdict, `without ${kind}`).not.toBe('yes');
      tally.add('clusters without one kind');
    }
  });

  afterAll(() => { console.log(tally.line('cni')); });
});
