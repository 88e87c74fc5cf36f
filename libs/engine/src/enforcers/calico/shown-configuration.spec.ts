import { describe, expect, it } from 'vitest';
import { readTexts } from '../../read/session.ts';
import { buildSnapshot } from '../../read/snapshot/build-snapshot.ts';
import { scopedConfigurations, shownConfiguration } from './shown-configuration.ts';

const agent = (...env: readonly object[]): object => ({
  apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'calico-node', namespace: 'kube-system' },
  spec: { selector: { matchLabels: { a: 'b' } }, template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'calico-node', image: 'quay.io/calico/node:v3.32.1', env }] } } },
});
const felix = (name: string, spec: object, apiVersion = 'projectcalico.org/v3'): object => ({ apiVersion, kind: 'FelixConfiguration', metadata: { name }, spec });

function snapshotOf(objects: readonly object[]): ReturnType<typeof buildSnapshot>['snapshot'] {
  const { objects: kept, coverage } = readTexts([{ file: 'dump.json', text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }) }]);
  return buildSnapshot(kept, coverage).snapshot;
}

const shown = (...objects: readonly object[]): unknown => shownConfiguration(snapshotOf(objects));

describe('what the input shows of Felix\'s configuration', () => {
  it('CF-8 is the environment of the agent before the configuration of the cluster', () => {
    const env = { name: 'FELIX_DEFAULTENDPOINTTOHOSTACTION', value: 'ACCEPT' };
    expect(shown(agent(env), felix('default', { defaultEndpointToHostAction: 'Drop' }))).toEqual({ defaultEndpointToHostAction: 'ACCEPT' });
    expect(shown(agent(), felix('default', { defaultEndpointToHostAction: 'Return' }, 'crd.projectcalico.org/v1'))).toEqual({ defaultEndpointToHostAction: 'Return' });
  });

  it('CF-8 is what the code takes only where both are there and neither says it', () => {
    expect(shown(agent(), felix('default', {}))).toEqual({ defaultEndpointToHostAction: 'Drop' });
    expect(shown(agent())).toEqual({});
    expect(shown(felix('default', {}))).toEqual({});
    expect(shown(felix('node.a', { defaultEndpointToHostAction: 'Return' }))).toEqual({});
  });

  it('CF-8 lists failsafe ports with their prefixes, and says none where the list is empty', () => {
    expect(shown(felix('default', { failsafeInboundHostPorts: [{ protocol: 'tcp', port: 22 }, { protocol: 'udp', port: 68, net: '10.0.0.0/8' }], failsafeOutboundHostPorts: [] })))
      .toEqual({ failsafeInboundHostPorts: 'tcp:22,udp:10.0.0.0/8:68', failsafeOutboundHostPorts: 'none' });
  });

  it('CF-8 is nothing where a field is none that Felix could decode', () => {
    expect(shown(felix('default', { failsafeInboundHostPorts: 'none', failsafeOutboundHostPorts: [1], defaultEndpointToHostAction: {} }))).toEqual({});
    expect(shown(felix('default', []))).toEqual({});
  });

  it('CF-9 is said not to hold for nodes with settings of their own, unless the environment goes before them', () => {
    const told = (...objects: readonly object[]): unknown => scopedConfigurations(snapshotOf(objects)).map(({ code, resources }) => [code, resources.map(({ name }) => name)]);
    const own = felix('node.a', { defaultEndpointToHostAction: 'Drop' });
    expect(told(own, felix('default', {}), felix('rack', { nodeSelector: 'rack == "1"', failsafeInboundHostPorts: [] }))).toEqual([['SETTINGS_ASSUMED', ['node.a', 'rack']]]);
    expect(told(own, agent({ name: 'FELIX_DEFAULTENDPOINTTOHOSTACTION', value: 'ACCEPT' }))).toEqual([]);
    expect(told(felix('node.a', { bpfEnabled: true }))).toEqual([]);
  });
});
