import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { LocatedObject } from './object.ts';
import { parsePod, type UnlinkedPod } from './pod.ts';

const ORDINARY = { metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } }, spec: { containers: [{ ports: [{ name: 'http', containerPort: 80 }] }] }, status: { phase: 'Running', podIP: '10.0.0.1' } };
const ODDITIES: readonly Readonly<Record<string, unknown>>[] = [
  {}, { name: 'Web' }, { namespace: 'no.label' }, { metadata: { labels: { 'a b': '' } } }, { metadata: { labels: { app: 5 } } }, { metadata: null }, { spec: { containers: [{ ports: [{ containerPort: 0 }] }] } },
  { spec: { containers: [{ ports: [{ containerPort: 80, protocol: 'ICMP' }] }] } }, { spec: { initContainers: [{ restartPolicy: 'Always', ports: [{ containerPort: 70_000 }] }] } }, { status: { podIPs: [{ ip: 'nowhere' }, { ip: 'fd00::01' }] } }, { status: { podIP: 7 } }, { spec: null }, { extra: true },
];

function located(odd: Readonly<Record<string, unknown>>, isFirst: boolean): LocatedObject {
  const { name = 'web', namespace = 'shop', ...value } = odd;
  return { apiVersion: 'v1', group: '', kind: 'Pod', namespace: String(namespace), name: String(name), value: { ...ORDINARY, ...value }, source: { file: 'pods.yaml', document: isFirst ? 1 : 2, line: 1 } };
}

function read(objects: readonly LocatedObject[]): { readonly pods: readonly (UnlinkedPod | null)[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  return { pods: objects.map((object) => parsePod(object, diagnostics)), diagnostics };
}

it('what is said of a pod does not depend on the pods before it', () => {
  const any = fc.constantFrom(...ODDITIES);
  fc.assert(fc.property(any, any, (first, second) => {
    const [a, b] = [located(first, true), located(second, false)];
    const apart = [read([structuredClone(a)]), read([structuredClone(b)])];
    const together = read([a, b]);
    expect(together.pods).toEqual(apart.flatMap(({ pods }) => pods));
    expect(together.diagnostics).toEqual(apart.flatMap(({ diagnostics }) => diagnostics));
  }), { numRuns: 500 });
});

it('each oddity but the ordinary pod is worth a word, or is read as nothing', () => {
  expect(ODDITIES.map((odd) => read([located(odd, true)]).diagnostics.map(({ code }) => code))).toEqual([
    [], ['OBJECT_INVALID'], ['OBJECT_INVALID'], ['LABEL_INVALID'], ['LABEL_INVALID'], [], ['VALUE_LEFT_OUT'], ['VALUE_LEFT_OUT'], ['VALUE_LEFT_OUT'], ['VALUE_LEFT_OUT'], ['OBJECT_MALFORMED'], [], [],
  ]);
});
