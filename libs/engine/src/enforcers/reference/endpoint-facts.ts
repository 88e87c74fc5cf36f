import { familyBit, parseAddress, type Address } from '../../model/address.ts';
import type { FamilyMask } from '../../model/connection-set.ts';
import { NAMESPACE_KEY, NAMESPACE_LABEL_PREFIX, namespaceLabelKey, NODE_KEY, nodeLabelKey } from '../../model/effective-labels.ts';
import type { Caveat, NamedPort } from '../../model/firewalls.ts';
import { lastSeen } from '../../model/last-seen.ts';
import type { Labels } from '../../model/label-expression.ts';
import type { Namespace, Node, PodShape } from '../../resources/kinds.ts';
import type { ReferenceSettings } from './settings.ts';

/** What every endpoint of one namespace has from it. */
export interface NamespaceFacts {
  /** The effective labels of a pod with these of its own; one map for all that are equal. */
  readonly around: (own: Labels) => Labels;
  readonly caveats: readonly Caveat[];
  readonly unknownLabelPrefix?: string;
}

const NO_CAVEATS: readonly Caveat[] = [];

/** The namespace's part of the effective labels of its pods, worked out once for all of them. */
export function namespaceFacts(namespace: Namespace, settings: ReferenceSettings): NamespaceFacts {
  const own = namespace.isNameLabelAdded === true && !settings.isNameLabelAdded ? without(namespace.labels, 'kubernetes.io/metadata.name') : namespace.labels;
  const labels: Labels = { [NAMESPACE_KEY]: namespace.name, ...prefixed(own, namespaceLabelKey) };
  const around = oneForEqual((pod: Labels): Labels => ({ ...pod, ...labels }));
  if (!namespace.isSynthesised) return { around, caveats: NO_CAVEATS };
  const isUnknown = settings.missingNamespace === null ? namespace.areLabelsUnknown : settings.missingNamespace === 'unknown';
  const message = `The input has no Namespace ${namespace.name}; its labels other than kubernetes.io/metadata.name are taken as ${isUnknown ? 'unknown' : 'absent'}.`;
  const caveats: readonly Caveat[] = [{ code: 'NAMESPACE_SYNTHESISED', message, resources: [{ group: '', kind: 'Namespace', namespace: '', name: namespace.name }] }];
  return { around, caveats, ...(isUnknown && { unknownLabelPrefix: NAMESPACE_LABEL_PREFIX }) };
}

/** One map for all that are equal. Neighbours mostly share theirs, which costs one comparison. */
export function oneForEqual(make: (labels: Labels) => Labels): (labels: Labels) => Labels {
  const known = new Map<string, Labels>();
  return lastSeen((labels: Labels): Labels => {
    const content = JSON.stringify(labels);
    let made = known.get(content);
    if (made === undefined) {
      made = make(labels);
      known.set(content, made);
    }
    return made;
  });
}

/** A node's part of the effective labels of itself and of what shares its network. */
export function nodeFacts(node: Node): Labels {
  return { [NODE_KEY]: node.name, ...prefixed(node.labels, nodeLabelKey) };
}

const without = (labels: Labels, key: string): Labels => Object.fromEntries(Object.entries(labels).filter(([each]) => each !== key));

const prefixed = (labels: Labels, keyOf: (key: string) => string): Labels => Object.fromEntries(Object.entries(labels).map(([key, value]) => [keyOf(key), value] as const));

/** Addresses as values; text that is no address is left out, since reading has complained of it. */
export function addressesOf(texts: readonly string[]): readonly Address[] {
  const addresses: Address[] = [];
  for (const text of texts) {
    const address = parseAddress(text);
    if (address !== undefined) addresses.push(address);
  }
  return addresses;
}

/** The families of the addresses; what has none may have any that the cluster uses (PD-14). */
export function familiesOfAddresses(addresses: readonly Address[], ofCluster: FamilyMask): FamilyMask {
  let mask = 0;
  for (const { family } of addresses) mask |= familyBit(family);
  return mask === 0 ? ofCluster : mask as FamilyMask;
}

/** Named ports under these settings; one list for neighbours that share theirs. */
export function portReader(settings: ReferenceSettings): (shape: PodShape) => readonly NamedPort[] {
  const alone = lastSeen((ports: PodShape['ports']) => namedPorts(ports, [], settings));
  return ({ ports, sidecarPorts }) => (sidecarPorts.length === 0 ? alone(ports) : namedPorts(ports, sidecarPorts, settings));
}

/** Container ports that have a name, with the reason where it is open whether they count (PT-4, PT-9, PT-10). */
function namedPorts(declared: PodShape['ports'], sidecarPorts: PodShape['ports'], settings: ReferenceSettings): readonly NamedPort[] {
  const ports: NamedPort[] = [];
  for (const [index, { name, protocol, port }] of declared.entries()) {
    if (name === null) continue;
    // The sidecars' ports are the last of all.
    const isSidecar = index >= declared.length - sidecarPorts.length;
    const isRepeated = ports.some((known) => known.name === name && known.protocol === protocol && known.port !== port);
    if ((isSidecar && !settings.doSidecarPortsCount) || (isRepeated && settings.duplicatePortNames === 'first')) continue;
    ports.push({ name, protocol, port, ...(isRepeated ? { assumes: REPEATED_NAME } : isSidecar ? { assumes: SIDECAR_PORT } : {}) });
  }
  return ports;
}

const REPEATED_NAME: Caveat = { code: 'PORT_NAME_AMBIGUOUS', message: 'A pod has the port\'s name more than once; upstream does not say which of the ports it means, and here it means all of them.', resources: [] };
const SIDECAR_PORT: Caveat = { code: 'SIDECAR_PORT', message: 'The port\'s name is that of a restartable init container; upstream does not say whether those count, and here they do.', resources: [] };
