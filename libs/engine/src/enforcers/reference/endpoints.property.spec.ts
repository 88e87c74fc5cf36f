import { expect, it } from 'vitest';
import { endpointTable } from '../../model/endpoints/collect.ts';
import type { Firewalls } from '../../model/firewalls.ts';
import { buildSnapshot } from '../../read/snapshot/build-snapshot.ts';
import { readTexts } from '../../read/session.ts';
import { forSeeds } from '../../testing/for-seeds.ts';
import { randomManifests } from '../../testing/random-manifests.ts';
import { lowerReference } from './lower.ts';

function lowered(text: string, settings: Readonly<Record<string, string>> = {}): Firewalls {
  const read = readTexts([{ file: 'world.yaml', text }]);
  return lowerReference(buildSnapshot(read.objects, read.coverage).snapshot, settings);
}

it('endpoints that are written into columns stand in order of reference, each at its position', () => {
  forSeeds(150, (seed) => {
    const { text, settings } = randomManifests(seed);
    const endpoints = [...lowered(text, settings).endpoints];
    expect(endpoints.map(({ ref }) => ref)).toEqual(endpoints.map(({ ref }) => ref).sort());
    expect(endpoints.map(({ index }) => index)).toEqual([...endpoints.keys()]);
  });
});

it('equal labels have one number, as if they were collected from endpoints', () => {
  forSeeds(150, (seed) => {
    const { text } = randomManifests(seed);
    const { endpoints } = lowered(text);
    const written = endpointTable(endpoints).columns; const collected = endpointTable([...endpoints]).columns;
    const numbers = (columns: typeof written): readonly string[] => Array.from(columns.labels, (id) => JSON.stringify(columns.labelSets.at(id)));
    expect(numbers(written)).toEqual(numbers(collected));
    const inPods = new Set([...endpoints].flatMap(({ isHost, index }) => (isHost ? [] : [written.labels[index]])));
    expect(inPods.size).toBe(new Set([...endpoints].flatMap(({ isHost, index }) => (isHost ? [] : [collected.labels[index]]))).size);
  });
});

const HOSTS = ['a', 'b'].map((name) => `---\napiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: kube-system}\nspec: {nodeName: worker, hostNetwork: true}\n`).join('');
const TO_NODES = `---
apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: {name: nodes}
spec:
  priority: 1
  subject: {namespaces: {}}
  egress: [{action: Deny, to: [{nodes: {matchLabels: {zone: a}}}]}]
`;

it('a host-network pod whose node is not in the input has unknown node labels where a rule asks for some, and only there', () => {
  const hosts = (text: string): unknown => lowered(text).endpoints.map(({ ref, labels, unknownLabelPrefix }) => [ref, labels, unknownLabelPrefix]);
  expect(hosts(HOSTS)).toEqual([['pod:kube-system/a', {}, undefined], ['pod:kube-system/b', {}, undefined]]);
  expect(hosts(HOSTS + TO_NODES)).toEqual(['a', 'b'].map((name) => [`pod:kube-system/${name}`, { '@node': 'worker' }, '@node:']));
  const columns = endpointTable(lowered(HOSTS + TO_NODES).endpoints).columns;
  expect(columns.labels[0]).toBe(columns.labels[1]);
});
