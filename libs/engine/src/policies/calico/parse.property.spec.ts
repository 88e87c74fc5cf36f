import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calicoMistakes } from '../../testing/calico-mistakes.ts';
import { readPolicy } from '../parse.ts';

const text = fc.constantFrom('', 'a', "a == 'b'", 'all()', '10.0.0.0/8', '::/0', '80:90', 'TCP', 'icmp', 'Allow', 'Deny', 'Pass', 'Ingress', 'Delete', '__proto__');
const scalar = fc.oneof(text, fc.constantFrom(null, true, false, 0, 1, 80, 4, 6, -1, 1.5, 70_000));
const anything = fc.oneof({ weight: 6, arbitrary: scalar }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) });
const some = (keys: readonly string[], value: fc.Arbitrary<unknown>): fc.Arbitrary<object> => fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 4 });
const list = (of: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.array(fc.oneof({ weight: 9, arbitrary: of }, { weight: 1, arbitrary: fc.constant(null) }), { maxLength: 3 });

const accounts = fc.record({ names: list(text), selector: text }, { requiredKeys: [] });
const entity = fc.record({ nets: list(text), notNets: list(text), selector: text, notSelector: text, namespaceSelector: text, ports: list(scalar), notPorts: list(scalar), serviceAccounts: accounts, services: some(['name', 'namespace'], text) }, { requiredKeys: [] });
const rule = fc.record({ action: text, ipVersion: scalar, protocol: scalar, notProtocol: scalar, icmp: some(['type', 'code'], scalar), notICMP: some(['type', 'code'], scalar), source: entity, destination: entity, http: some(['methods', 'paths'], list(fc.oneof(text, some(['exact', 'prefix'], text)))) }, { requiredKeys: [] });
const spec = fc.oneof(
  fc.record({
    tier: text, order: scalar, selector: text, namespaceSelector: text, serviceAccountSelector: text, types: list(text), ingress: list(rule), egress: list(rule), preDNAT: scalar, doNotTrack: scalar, applyOnForward: scalar, stagedAction: text,
  }, { requiredKeys: [] }),
  fc.record({ nets: list(text), node: scalar, interfaceName: scalar, expectedIPs: list(text), profiles: list(text), ports: list(some(['name', 'protocol', 'port'], scalar)), order: scalar, defaultAction: scalar }, { requiredKeys: [] }),
  some(['selector', 'ingress', 'types', 'order', 'nets', 'node'], anything),
);
const kind = fc.constantFrom('NetworkPolicy', 'GlobalNetworkPolicy', 'StagedNetworkPolicy', 'StagedGlobalNetworkPolicy', 'StagedKubernetesNetworkPolicy', 'Tier', 'NetworkSet', 'GlobalNetworkSet', 'HostEndpoint');
const group = fc.constantFrom('projectcalico.org/v3', 'crd.projectcalico.org/v1');

describe('objects of Calico', () => {
  it('are taken or refused with a reason, whatever is in them', () => {
    fc.assert(fc.property(group, kind, fc.oneof(spec, anything), (apiVersion, of, given) => {
      const identity = { group: apiVersion.replace(/\/.*/, ''), kind: of, namespace: /^(?:Global|StagedGlobal|Tier|Host)/.test(of) ? '' : 'shop', name: 'p' };
      const { document, diagnostics } = readPolicy({ identity, apiVersion, value: { apiVersion, kind: of, metadata: { name: 'p' }, spec: given }, source: { file: 'x', document: 1, line: 1 } });
      expect(document.manifest === null).toBe(diagnostics.some(({ severity }) => severity === 'error'));
    }), { numRuns: 500 });
  });

  it('are looked through for mistakes without failing', () => {
    fc.assert(fc.property(fc.array(fc.tuple(group, kind, spec), { minLength: 1, maxLength: 6 }), (objects) => {
      const texts = objects.map(([apiVersion, of, given], index) => JSON.stringify({ apiVersion, kind: of, metadata: { name: `p${String(index)}`, namespace: 'shop', labels: { a: 'b' } }, spec: given }));
      for (const finding of calicoMistakes(texts)) expect(finding.fingerprintText).not.toBe('');
    }), { numRuns: 100 });
  });
});
