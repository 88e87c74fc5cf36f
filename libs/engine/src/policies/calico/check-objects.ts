import { parseAddress, parseCidr } from '../../model/address.ts';
import { isDnsLabel, isDnsSubdomain, isPortName } from '../../model/object-name.ts';
import type { HostEndpointSpec } from './host-endpoint-spec.ts';
import type { Tell } from './problem.ts';
import { hasPorts, readProtocol } from './protocol.ts';

/** Tiers that Calico makes itself, with what they must keep. */
const BUILT_IN: Readonly<Record<string, { readonly order: number; readonly defaultAction: string }>> = {
  'default': { order: 1_000_000, defaultAction: 'Deny' },
  'kube-admin': { order: 1_000, defaultAction: 'Pass' }, 'kube-baseline': { order: 10_000_000, defaultAction: 'Pass' },
  'adminnetworkpolicy': { order: 1_000, defaultAction: 'Pass' }, 'baselineadminnetworkpolicy': { order: 10_000_000, defaultAction: 'Pass' },
};

/** Checks a tier. */
export function checkTier(name: string, { order, defaultAction }: { readonly order?: number | null; readonly defaultAction?: string | null }, tell: Tell): void {
  if (!isDnsLabel(name)) tell('/metadata/name', 'NAME_INVALID', 'kept', 'the name of a tier is a DNS label');
  if (defaultAction && defaultAction !== 'Pass' && defaultAction !== 'Deny') tell('/spec/defaultAction', 'TIER_INVALID', 'kept', 'a default action is Pass or Deny');
  const known = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
  if (known === undefined) return;
  if (order !== known.order) tell('/spec/order', 'TIER_INVALID', 'kept', `the order of the tier ${name} is ${String(known.order)}`);
  if (defaultAction && defaultAction !== known.defaultAction) tell('/spec/defaultAction', 'TIER_INVALID', 'kept', `the default action of the tier ${name} is ${known.defaultAction}`, ['definition']);
}

/** The label that a set has by its place, and may not bring along. */
const OWN_NAMESPACE = 'projectcalico.org/namespace';

/** Checks a set of addresses. */
export function checkNetworkSet(nets: readonly string[], labels: Readonly<Record<string, string>>, tell: Tell): void {
  nets.forEach((net, index) => { if (parseCidr(net) === undefined && parseAddress(net) === undefined) tell(`/spec/nets/${String(index)}`, 'CIDR_INVALID', 'left-out', 'an address or a prefix is expected'); });
  if (new Set(nets).size < nets.length) tell('/spec/nets', 'CIDR_INVALID', 'kept', 'each prefix stands once', ['definition']);
  if (Object.hasOwn(labels, OWN_NAMESPACE)) tell('/metadata/labels', 'LABEL_KEY_INVALID', 'kept', `the label ${OWN_NAMESPACE} is Calico's own`);
}

/** Checks a host endpoint. */
export function checkHostEndpoint({ node, interfaceName, expectedIPs, profiles, ports }: HostEndpointSpec, tell: Tell): void {
  const wrong = (pointer: string, effect: 'dropped' | 'left-out' | 'kept', message: string): void => { tell(pointer, 'HOST_ENDPOINT_INVALID', effect, message); };
  if (!node) wrong('/spec/node', 'dropped', 'a host endpoint names its node');
  if (!interfaceName && (expectedIPs ?? []).length === 0) wrong('/spec', 'dropped', 'one of interfaceName and expectedIPs is expected');
  if (interfaceName && !/^[^\s/]{1,15}$/.test(interfaceName)) wrong('/spec/interfaceName', 'kept', 'the name of an interface has at most 15 characters, no slash and no blank');
  (expectedIPs ?? []).forEach((text, index) => { if (parseAddress(text) === undefined) wrong(`/spec/expectedIPs/${String(index)}`, 'left-out', 'an address is expected'); });
  (profiles ?? []).forEach((name, index) => { if (!isDnsSubdomain(name)) wrong(`/spec/profiles/${String(index)}`, 'kept', 'the name of a profile is a DNS subdomain'); });
  (ports ?? []).forEach(({ name, protocol, port }, index) => {
    const read = readProtocol(protocol ?? '');
    if (!isPortName(name ?? '') || !port || port < 1 || port > 65_535 || read === undefined || !hasPorts(read)) wrong(`/spec/ports/${String(index)}`, 'kept', 'a port has a name, a number and the protocol TCP, UDP or SCTP');
  });
}
