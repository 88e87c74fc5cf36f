import { connections, EMPTY, union, type ConnectionSet, type PortProtocol } from '../model/connection-set.ts';
import type { Firewalls, NamedPort } from '../model/firewalls.ts';

/** One named port of a rule. */
export interface PortName { readonly name: string; readonly protocol: PortProtocol | 'any' }

/**
 * Named ports reduced to the names that rules use: endpoints whose ports resolve every such name alike share a
 * *signature*. Signature 0 resolves nothing.
 */
export interface PortNames {
  signatureOf(ports: readonly NamedPort[]): number;
  readonly count: number;
  /** Whether some rule uses a name, so that signatures tell it. */
  uses(name: string): boolean;
  /** The connections that any of the names stands for at a destination with this signature (PT-9: a name may have several numbers). */
  resolve(names: readonly PortName[], signature: number): ConnectionSet;
}

export function createPortNames(firewalls: Firewalls): PortNames {
  const used = new Set<string>();
  for (const tiers of [firewalls.tiers.ingress, firewalls.tiers.egress]) for (const tier of tiers) for (const rule of tier.rules) {
    if (rule.traffic !== 'any') for (const item of rule.traffic) if (item.kind === 'named') used.add(item.name);
  }
  const signatures: (readonly NamedPort[])[] = [[]]; const ids = new Map<string, number>();
  const byContent = new Map<string, number>();
  const known = (kept: readonly NamedPort[]): number => {
    // The order in which a Pod lists its ports says nothing.
    const content = kept.map((port) => `${port.name}/${port.protocol}/${String(port.port)}`).sort().join(',');
    let id = byContent.get(content);
    if (id === undefined) {
      id = signatures.push(kept) - 1;
      byContent.set(content, id);
    }
    return id;
  };
  return {
    signatureOf(ports) {
      if (used.size === 0 || ports.length === 0) return 0;
      let key = '';
      for (const port of ports) if (used.has(port.name)) key += `${port.name}/${port.protocol}/${String(port.port)},`;
      if (key === '') return 0;
      let id = ids.get(key);
      if (id === undefined) {
        id = known(ports.filter((port) => used.has(port.name)));
        ids.set(key, id);
      }
      return id;
    },
    get count() { return signatures.length; },
    uses: (name) => used.has(name),
    resolve: (names, signature) => names.map((name) => resolvePort(name, signatures[signature]!)).reduce(union, EMPTY),
  };
}

/** The connections that a named port stands for at a destination with these ports. */
export function resolvePort(wanted: PortName, ports: readonly NamedPort[]): ConnectionSet {
  return ports.filter((port) => port.name === wanted.name && (wanted.protocol === 'any' || port.protocol === wanted.protocol))
    .map((port) => connections(port.protocol, port.port)).reduce(union, EMPTY);
}
