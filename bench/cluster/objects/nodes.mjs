import { ip4 } from '../address-text.mjs';

export const nodeName = (i) => `node-${String(i).padStart(4, '0')}`;
export const nodeAddress = (i) => ip4((((172 << 24) | (16 << 16)) + 256 + i) >>> 0);

export function* nodeObjects({ options, stream }, stamps) {
  for (let i = 0; i < options.nodes; i++) {
    const range = `10.${i >> 8}.${i & 255}.0/24`; const name = nodeName(i);
    const role = i % 50 === 0 ? 'node-role.kubernetes.io/control-plane' : 'node-role.kubernetes.io/worker';
    const labels = { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', 'topology.kubernetes.io/zone': `zone-${'abc'[i % 3]}`, [role]: '' };
    yield {
      apiVersion: 'v1', kind: 'Node', metadata: stamps.metadata(stream(`node:${i}`), { name, labels }),
      spec: { podCIDR: range, podCIDRs: [range] }, status: { addresses: [{ type: 'InternalIP', address: nodeAddress(i) }, { type: 'Hostname', address: name }] },
    };
  }
}
