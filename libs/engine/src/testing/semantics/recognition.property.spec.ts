import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../enforcers/assess.ts';
import { readTexts } from '../../read/session.ts';
import { buildSnapshot } from '../../read/snapshot/build-snapshot.ts';
import { recognised, type Thing } from '../recognised-cluster.ts';
import { SITUATIONS } from '../recognised-situations.ts';

const situations = fc.constantFrom(...SITUATIONS);
const verdictOf = (things: readonly Thing[]): string => recognised(things).verdict;

describe('recognition', () => {
  it.each(SITUATIONS)('RE-17 never takes more for certain of $name without one kind', ({ things, verdict }) => {
    const whole = verdict.split(' ')[0];
    for (const missing of new Set(things.map(({ kind }) => kind))) {
      const rest = verdictOf(things.filter(({ kind }) => kind !== missing));
      if (whole === 'YES') expect(rest, `without ${missing}`).not.toBe('NO');
      else expect(rest, `without ${missing}`).not.toBe('YES');
    }
  });

  it('RE-17 nor without any set of kinds takes what does not filter for what does', () => {
    fc.assert(fc.property(situations, fc.nat(), ({ things, verdict }, bits) => {
      const kinds = [...new Set(things.map(({ kind }) => kind))];
      const rest = things.filter(({ kind }) => (bits >> kinds.indexOf(kind)) % 2 === 0);
      return rest.length === 0 || !verdict.startsWith('NO ') || verdictOf(rest) !== 'YES';
    }), { numRuns: 300 });
  });

  it('RE-1 does not depend on the order of objects, nor on names and namespaces of workloads', () => {
    fc.assert(fc.property(situations, fc.infiniteStream(fc.nat()), ({ things }, keys) => {
      const shuffled = things.map((thing) => ({ thing, key: keys.next().value ?? 0 })).sort((a, b) => a.key - b.key).map(({ thing }) => thing);
      const renamed = shuffled.map((thing) => (thing.kind === 'DaemonSet' ? { ...thing, metadata: { name: `x-${thing.metadata.name}`, namespace: 'elsewhere' } } : thing));
      // Evidence names the objects that show it.
      expect({ ...recognised(renamed), evidence: [] }).toEqual({ ...recognised(things), evidence: [] });
    }), { numRuns: 60 });
  });

  it('RE-13 gives an answer whatever objects are like', () => {
    const kinds = fc.constantFrom('v1/Pod', 'v1/Node', 'v1/Namespace', 'v1/ConfigMap', 'apps/v1/DaemonSet', 'apps/v1/Deployment', 'rbac.authorization.k8s.io/v1/ClusterRole', 'apiextensions.k8s.io/v1/CustomResourceDefinition', 'cilium.io/v2/CiliumEndpoint', 'operator.tigera.io/v1/Installation', 'networking.k8s.aws/v1alpha1/PolicyEndpoint', 'crd.antrea.io/v1beta1/AntreaAgentInfo');
    const anything = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom<unknown>(null, [], {}, 'x', 0));
    const hostile = fc.record({ containers: anything, nodeSelector: anything, affinity: anything, tolerations: anything, taints: anything, template: fc.record({ spec: fc.record({ containers: fc.constant([{ name: 'cilium-agent', image: 'cilium:v1', args: 7, env: [null, 'x', { name: 3 }] }, null, 'x']), nodeSelector: anything, affinity: anything, tolerations: anything }) }) });
    fc.assert(fc.property(fc.array(fc.tuple(kinds, fc.oneof(anything, hostile), anything, anything), { maxLength: 6 }), situations, (drawn, { things }) => {
      const odd = drawn.map(([kind, spec, status, annotations], index): Thing => ({ apiVersion: kind.slice(0, kind.lastIndexOf('/')), kind: kind.slice(kind.lastIndexOf('/') + 1), metadata: { name: ['flannel', 'a.cilium.io', 'cilium-config', 'default', 'x', 'y'][index] ?? 'z', namespace: 'odd', annotations } as Thing['metadata'], spec, status, data: spec, rules: status }));
      expect(['YES', 'PARTIAL', 'NO', 'UNKNOWN']).toContain(verdictOf([...things, ...odd]));
    }), { numRuns: 400 });
  });

  it('RE-13 gives the same from objects that were stored and came back', () => {
    fc.assert(fc.property(situations, ({ things }) => {
      const read = readTexts([{ file: 'x', text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: things }) }]);
      const stored = JSON.parse(JSON.stringify(read.objects)) as typeof read.objects;
      expect(assess(buildSnapshot(stored, read.coverage).snapshot)).toEqual(assess(buildSnapshot(read.objects, read.coverage).snapshot));
    }), { numRuns: 60 });
  });
});
