import type { NetworkPolicyManifest, NetworkPolicyPeer, NetworkPolicyPort } from '../../../policies/network-policy/manifest.ts';

interface Edits { readonly ports?: (ports: readonly NetworkPolicyPort[]) => readonly NetworkPolicyPort[]; readonly from?: (peers: readonly NetworkPolicyPeer[], ports: readonly NetworkPolicyPort[]) => readonly NetworkPolicyPeer[]; readonly to?: (peers: readonly NetworkPolicyPeer[]) => readonly NetworkPolicyPeer[] }

const same = <Item>(items: readonly Item[]): readonly Item[] => items;

/** A policy with the lists of its rules replaced, each rule where it was. An absent list is edited as an empty one, which means the same. */
export function mapRules(manifest: NetworkPolicyManifest, { ports = same, from = same, to = same }: Edits): NetworkPolicyManifest {
  const { spec } = manifest;
  return {
    ...manifest,
    spec: {
      ...spec,
      ...(spec.ingress && { ingress: spec.ingress.map((rule) => ({ ...rule, from: from(rule.from ?? [], rule.ports ?? []), ports: ports(rule.ports ?? []) })) }),
      ...(spec.egress && { egress: spec.egress.map((rule) => ({ ...rule, to: to(rule.to ?? []), ports: ports(rule.ports ?? []) })) }),
    },
  };
}
