import { parseAddress } from '../../model/address.ts';
import { ALL_PORTS } from '../../model/connection-set.ts';
import type { Endpoint, Firewalls } from '../../model/firewalls.ts';

type EndpointPart = Partial<Omit<Endpoint, 'addresses'>> & { readonly ref: string; readonly addresses?: readonly string[] };

/** Firewalls without rules over some endpoints, for tests of what references name. */
export function firewallsOf(parts: readonly EndpointPart[], absent: Firewalls['absent'] = []): Firewalls {
  return {
    enforcer: { name: 'reference', version: null, settings: {} }, endpoints: parts.map(endpointOf), absent,
    tiers: { egress: [], ingress: [] }, universe: ALL_PORTS, caveats: [],
  };
}

function endpointOf({ addresses = [], labels, ...part }: EndpointPart, index: number): Endpoint {
  const [kind = '', place = ''] = part.ref.split(':');
  const [namespace = '', name = ''] = place.includes('/') ? place.split('/') : ['', place];
  return {
    index, kind: kind === 'pod' ? 'pod' : kind === 'node' ? 'node' : 'workload', namespace, name,
    labels: namespace === '' ? {} : { '@namespace': namespace, '@namespace:team': namespace === 'shop' ? 'red' : 'blue', ...labels },
    addresses: addresses.flatMap((text) => parseAddress(text) ?? []), areAddressesKnown: true, families: 1, ports: [], node: null,
    isHost: kind === 'node', isGoverned: kind !== 'node', workload: part.ref, owner: part.ref, pods: kind === 'node' ? 0 : 1, caveats: [],
    ...part,
  };
}

/** A small shop: a Deployment with two Pods, a StatefulSet and a Deployment of one name, a node, a finished Pod. */
export const SHOP: Firewalls = firewallsOf([
  { ref: 'pod:shop/web-7d9f-a', workload: 'deploy:shop/web', owner: 'rs:shop/web-7d9f', addresses: ['10.1.0.1', 'fd00::1'], labels: { app: 'web', tier: 'front' } },
  { ref: 'pod:shop/web-7d9f-b', workload: 'deploy:shop/web', owner: 'rs:shop/web-7d9f', addresses: ['10.1.0.2'], labels: { app: 'web' } },
  { ref: 'pod:shop/db-0', workload: 'sts:shop/db', owner: 'sts:shop/db', addresses: ['10.1.0.3'], labels: { app: 'db' } },
  { ref: 'deploy:shop/db', labels: { app: 'db-proxy' } },
  { ref: 'pod:pay/api', addresses: ['10.2.0.1'], labels: { app: 'api' } },
  { ref: 'node:worker-3', addresses: ['192.168.0.3'] },
  { ref: 'pod:pay/agent', addresses: ['192.168.0.3'], isHost: true },
  { ref: 'pod:pay/twin-1', addresses: ['10.9.0.9'] },
  { ref: 'pod:pay/twin-2', addresses: ['10.9.0.9'] },
], [{ ref: 'pod:shop/migrate', code: 'POD_NOT_RUNNING' }]);
