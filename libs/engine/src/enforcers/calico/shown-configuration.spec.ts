import { describe, expect, it } from 'vitest';
import { readTexts } from '../../read/session.ts';
import { buildSnapshot } from '../../read/snapshot/build-snapshot.ts';
import { shownConfiguration } from './shown-configuration.ts';

const agent = (...env: readonly object[]): object => ({
  apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'calico-node', namespace: 'kube-system' },
  spec: { selector: { matchLabels: { a: 'b' } }, template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'calico-node', image: 'quay.io/calico/node:v3.32.1', env }] } } },
});
const felix = (name: string, spec: object, apiVersion = 'projectcalico.org/v3'): object => ({ apiVersion, kind: 'FelixConfiguration', metadata: { name }, spec });

function shown(...objects: readonly object[]): unknown {
  const { objects: kept, coverage } = readTexts([{ file: 'dump.json', text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }) }]);
  return shownConfiguration(buildSnapshot(kept, coverage).snapshot);
}

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
});
