import type { NetworkPolicyPort } from '../../../policies/network-policy/manifest.ts';
import type { Deviation } from '../deviation.ts';
import { mapRules } from './map-rules.ts';

/** A port by name opens its whole protocol; where the rule has numbers of that protocol too, it opens nothing. */
export const widenNamedPortToProtocol: Deviation = {
  code: 'FIELD_NOT_HONOURED', says: 'names ports, which open their whole protocol, or nothing beside ports by number', rewrite: (manifest) => mapRules(manifest, { ports: widen }),
};

const protocolOf = ({ protocol }: NetworkPolicyPort): string => protocol ?? 'TCP';

/** The numbers of the protocol stand in place of a name beside them, so that every port keeps its index. */
function widen(ports: readonly NetworkPolicyPort[]): readonly NetworkPolicyPort[] {
  return ports.map((port) => {
    if (typeof port.port !== 'string') return port;
    const beside = ports.find((other) => typeof other.port !== 'string' && protocolOf(other) === protocolOf(port));
    return beside ?? { protocol: port.protocol ?? 'TCP' };
  });
}
