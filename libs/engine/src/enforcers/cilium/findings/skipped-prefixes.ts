import { addressText, containsAddress } from '../../../model/address.ts';
import type { Finding } from '../../../model/diagnostic.ts';
import { objectText } from '../../../model/location.ts';
import type { CiliumCidrRule } from '../../../policies/cilium/manifest.ts';
import type { PolicyDocument } from '../../../policies/document.ts';
import { addressesOfCidr } from '../cidr-peers.ts';
import { placedSpecs } from './placed-selectors.ts';
import { reported } from './report.ts';
import type { FindingScene } from './scene.ts';

interface PlacedPrefix { readonly cidr: string; readonly pointer: string }

/** Prefixes that hold addresses of pods or nodes, which they do not match here. Those of a whole family are meant for the world. */
export function skippedPrefixes({ snapshot, settings, firewalls }: FindingScene): readonly Finding[] {
  const sought = [...firewalls.endpoints].filter(({ isHost }) => (isHost ? !settings.matchesNodesByCidr : !settings.matchesPodsByCidr));
  const addresses = new Map(sought.flatMap(({ ref, addresses: all }) => all.map((address) => [addressText(address), { address, ref }] as const)));
  return snapshot.policies.flatMap((policy) => placedPrefixes(policy).flatMap(({ cidr, pointer }): readonly Finding[] => {
    if (cidr.endsWith('/0')) return [];
    const set = addressesOfCidr(cidr);
    const hit = [...addresses.values()].find(({ address }) => containsAddress(set, address));
    if (hit === undefined) return [];
    return [reported({
      code: 'CILIUM_PREFIX_SKIPS_CLUSTER', severity: 'medium', policy, manifest: policy.manifest, pointer,
      message: `${objectText(policy)}: ${cidr} holds addresses of the cluster, such as that of ${hit.ref}; under Cilium a prefix matches what is outside it only, unless policy-cidr-match-mode says otherwise.`,
    })];
  }));
}

function placedPrefixes(policy: PolicyDocument): readonly PlacedPrefix[] {
  if (policy.api === 'network-policy' && policy.manifest !== null) {
    const { ingress, egress } = policy.manifest.spec;
    return [
      ...(ingress ?? []).flatMap(({ from }, index) => (from ?? []).flatMap(({ ipBlock }, k) => (ipBlock ? [{ cidr: ipBlock.cidr, pointer: `/spec/ingress/${String(index)}/from/${String(k)}/ipBlock` }] : []))),
      ...(egress ?? []).flatMap(({ to }, index) => (to ?? []).flatMap(({ ipBlock }, k) => (ipBlock ? [{ cidr: ipBlock.cidr, pointer: `/spec/egress/${String(index)}/to/${String(k)}/ipBlock` }] : []))),
    ];
  }
  return placedSpecs(policy).flatMap(({ spec, pointer }) => (['ingress', 'ingressDeny', 'egress', 'egressDeny'] as const).flatMap((section) => ((spec[section] ?? []) as readonly Readonly<Record<string, unknown>>[]).flatMap((element, index) => ['from', 'to'].flatMap((way) => {
    const at = `${pointer}/${section}/${String(index)}/${way}`;
    return [
      ...((element[`${way}CIDR`] ?? []) as readonly string[]).map((cidr, k) => ({ cidr, pointer: `${at}CIDR/${String(k)}` })),
      ...((element[`${way}CIDRSet`] ?? []) as readonly CiliumCidrRule[]).flatMap(({ cidr }, k) => (cidr ? [{ cidr, pointer: `${at}CIDRSet/${String(k)}` }] : [])),
    ];
  }))));
}
