import { addressText, NO_ADDRESSES, parseAddress, setOfAddress, uniteAddresses } from '../../model/address.ts';
import type { Endpoint } from '../../model/firewalls.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import type { Snapshot } from '../../resources/snapshot.ts';
import { addressTexts, cidrGroup } from './cidr-peers.ts';
import type { ServiceWorld } from './service-peers.ts';
import type { CiliumSettings } from './settings.ts';

/** Addresses behind the API server's own Service. */
export function apiServerAddresses({ endpointSlices }: Pick<Snapshot<unknown>, 'endpointSlices'>): ReadonlySet<string> {
  return new Set(endpointSlices.filter(({ namespace, serviceName }) => namespace === 'default' && serviceName === 'kubernetes').flatMap(({ endpoints }) => endpoints.flatMap(({ addresses }) => addressTexts(addresses))));
}

/** What every policy is read against. */
export function ciliumWorld(snapshot: Snapshot<PolicyDocument>, settings: CiliumSettings, endpoints: readonly Endpoint[], apiServers: ReadonlySet<string>): ServiceWorld {
  const ofEndpoints = new Set(endpoints.flatMap(({ addresses }) => addresses.map(addressText)));
  const outside = [...apiServers].filter((text) => !ofEndpoints.has(text)).flatMap((text) => parseAddress(text) ?? []);
  return {
    settings, endpoints, snapshot, requirements: [], learnsNames: snapshot.policies.some(looksAtDns), hasNodeLabels: settings.hasNodeSelectorLabels, serviceLabels: ({ labels }) => labels,
    apiServers: uniteAddresses(NO_ADDRESSES, ...outside.map(setOfAddress)),
    groups: snapshot.policies.flatMap((policy) => (policy.api === 'cilium-cidr-group' && policy.manifest !== null ? [cidrGroup(policy.name, policy.manifest.labels, policy.manifest.cidrs)] : [])),
  };
}

/** Whether a policy has DNS queries looked at; one that could not be read may. */
function looksAtDns(policy: PolicyDocument): boolean {
  if (policy.api !== 'cilium') return false;
  if (policy.manifest === null) return policy.state === 'unreadable';
  const { spec, specs } = policy.manifest;
  return [...(spec ? [spec] : []), ...(specs ?? [])].some(({ egress }) => (egress ?? []).some(({ toPorts }) => (toPorts ?? []).some(({ rules }) => rules?.dns)));
}
