import { expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import { extendView } from '../compile/extend-view.ts';
import type { View } from '../compile/view.ts';
import { diffViews } from '../diff/diff-views.ts';
import { readDiff } from '../diff/testing/read-diff.ts';
import { lowerReference } from '../enforcers/reference/lower.ts';
import { explainPair } from '../explain/explain-pair.ts';
import { exposureOf } from '../exposure/exposure-of.ts';
import { NO_ADDRESSES } from '../model/address.ts';
import { connections } from '../model/connection-set.ts';
import type { Directory } from '../model/directory.ts';
import type { Firewalls } from '../model/firewalls.ts';
import { invariant } from '../model/invariant.ts';
import type { Selection, TrafficQuestion } from '../model/question.ts';
import { canReach } from '../query/can-reach.ts';
import { connectionsOf } from '../query/connections-of.ts';
import { pairBounds } from '../query/pair-bounds.ts';
import { reachableFrom, whoCanReach } from '../query/set-questions.ts';
import { readTexts } from '../read/session.ts';
import { buildSnapshot } from '../read/snapshot/build-snapshot.ts';
import { resolveEndpoint } from '../references/resolve-endpoint.ts';
import type { PolicyDocument } from '../policies/document.ts';
import type { Snapshot } from '../resources/snapshot.ts';
import { forSeeds } from '../testing/for-seeds.ts';
import { allEnds, randomFirewalls } from '../testing/random-firewalls.ts';
import { randomManifests } from '../testing/random-manifests.ts';
import { createRandom } from '../testing/random.ts';
import { loadView } from './load-view.ts';
import { packView } from './pack-view.ts';

const restored = ({ directory }: Firewalls) => (): Directory => {
  invariant(directory !== undefined, 'E-1D77', 'a world without a directory supposes nothing');
  return directory;
};

function shared(buffer: ArrayBuffer): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(buffer.byteLength);
  new Uint8Array(memory).set(new Uint8Array(buffer));
  return memory;
}

/** The view packed and loaded, from memory of its own or from shared memory. */
function reloaded(view: View, seed: number): View {
  const buffer = packView(view);
  return loadView(seed % 2 === 0 ? buffer : shared(buffer), restored(view.firewalls));
}

function randomWorld(seed: number): { readonly snapshot: Snapshot<PolicyDocument>; readonly view: View } {
  const { text, settings } = randomManifests(seed);
  const read = readTexts([{ file: 'world.yaml', text }]);
  const { snapshot } = buildSnapshot(read.objects, read.coverage);
  return { snapshot, view: compile(lowerReference(snapshot, settings)) };
}

const QUESTIONS: readonly (TrafficQuestion | null)[] = [null, { kind: 'fixed', connections: connections('TCP', 80, 82), text: 'tcp/80-82' }, { kind: 'named', name: 'http', protocol: 'TCP', text: 'tcp/http' }];
const everyone = ({ firewalls }: View): Selection => ({ ref: 'all', endpoints: firewalls.endpoints.map(({ index }) => index), external: { ipv4: [0, 0x0a00_0005], ipv6: [] }, caveats: [] });

const plain = ({ endpoints, directory, ...firewalls }: Firewalls): object => ({ ...firewalls, endpoints: [...endpoints], directory: directory === undefined ? null : Object.keys(directory).sort() });

/** Every question about single pairs and about rows, and the firewalls themselves. */
function expectSameAnswers(loaded: View, compiled: View, seed: number): void {
  expect(plain(loaded.firewalls)).toEqual(plain(compiled.firewalls));
  const random = createRandom(seed);
  const ends = random.some(allEnds(compiled.firewalls), 0.4);
  for (const from of ends) for (const to of ends) expect(pairBounds(loaded, from, to)).toEqual(pairBounds(compiled, from, to));
  for (const traffic of QUESTIONS) {
    const [from, to] = [random.pick(ends), random.pick(ends)];
    expect(explainPair(loaded.firewalls, from, to, traffic)).toEqual(explainPair(compiled.firewalls, from, to, traffic));
    const all = everyone(compiled);
    const some: Selection = { ...all, endpoints: random.some(all.endpoints, 0.4), external: NO_ADDRESSES };
    const groupBy = random.pick(['pod', 'workload', 'namespace'] as const);
    expect(canReach(loaded, { from: some, to: all, traffic })).toEqual(canReach(compiled, { from: some, to: all, traffic }));
    expect(whoCanReach(loaded, { to: some, traffic, groupBy })).toEqual(whoCanReach(compiled, { to: some, traffic, groupBy }));
    expect(reachableFrom(loaded, { from: some, traffic, groupBy })).toEqual(reachableFrom(compiled, { from: some, traffic, groupBy }));
  }
  expect([...connectionsOf(loaded, { groupBy: 'workload' })]).toEqual([...connectionsOf(compiled, { groupBy: 'workload' })]);
}

it('a view of random firewalls answers after loading as it did before', () => {
  forSeeds(60, (seed) => {
    const view = compile(randomFirewalls(seed));
    expectSameAnswers(reloaded(view, seed), view, seed);
  });
});

/** Everything that a directory says of Services. */
function servicesOf({ firewalls: { directory } }: View): unknown {
  const names = directory?.serviceNames() ?? [];
  const facts = names.map((name) => { const [namespace = '', service = ''] = name.split('/'); return directory?.service(namespace, service); });
  return { names, facts, addresses: directory?.serviceAddresses?.() };
}

it('a view of random manifests answers after loading as it did before, and finds the same Services, exposure and differences', () => {
  forSeeds(40, (seed) => {
    const { snapshot, view } = randomWorld(seed); const other = randomWorld(seed + 1).view;
    const loaded = reloaded(view, seed);
    expectSameAnswers(loaded, view, seed);
    expect(servicesOf(loaded)).toEqual(servicesOf(view));
    const question = { direction: seed % 3 === 0 ? 'egress' : 'ingress', groupBy: 'workload' } as const;
    expect(exposureOf(loaded, snapshot, question)).toEqual(exposureOf(view, snapshot, question));
    const options = { groupBy: 'workload', resources: [] } as const;
    expect(readDiff(diffViews(loaded, reloaded(other, seed + 1), options))).toEqual(readDiff(diffViews(view, other, options)));
    expect(readDiff(diffViews(other, loaded, options))).toEqual(readDiff(diffViews(other, view, options)));
  });
});

it('a pod that a question makes up is seen by a loaded view as by the compiled one', () => {
  forSeeds(20, (seed) => {
    const { view } = randomWorld(seed);
    const loaded = reloaded(view, seed);
    const added = [view.firewalls.directory, loaded.firewalls.directory].map((directory) => directory?.supposePod('hypothetical:a', 'a', { app: 'web' }));
    expect(added[1]).toEqual(added[0]);
    const [pod] = added;
    if (pod === undefined) return;
    const [before, after] = [extendView(view, [pod]), extendView(loaded, [pod])];
    for (const end of allEnds(before.firewalls)) expect(pairBounds(after, { kind: 'endpoint', index: view.firewalls.endpoints.length }, end)).toEqual(pairBounds(before, { kind: 'endpoint', index: view.firewalls.endpoints.length }, end));
    expect(resolveEndpoint(loaded, 'internet')).toEqual(resolveEndpoint(view, 'internet'));
  });
});

it('packing what was loaded gives the same bytes', () => {
  forSeeds(20, (seed) => {
    const { view } = randomWorld(seed);
    const first = packView(view);
    expect(new Uint8Array(packView(loadView(first, restored(view.firewalls))))).toEqual(new Uint8Array(first));
  });
});
