import type { LabelSelector } from '../../../model/manifest/label-selector.ts';
import type { CiliumSpec } from '../../../policies/cilium/manifest.ts';
import type { PolicyDocument } from '../../../policies/document.ts';
import type { NetworkPolicySpec } from '../../../policies/network-policy/manifest.ts';

/** A selector of pods at its place in a policy. `isPlain`: its keys have no source in front. */
export interface PlacedSelector { readonly selector: LabelSelector; readonly pointer: string; readonly isSubject: boolean; readonly isPlain: boolean }

type Element = Readonly<Record<string, unknown>>;

/** The rules of a policy of Cilium with their pointers. */
export function placedSpecs(policy: PolicyDocument): readonly { readonly spec: CiliumSpec; readonly pointer: string }[] {
  if (policy.api !== 'cilium' || policy.manifest === null) return [];
  const { spec, specs } = policy.manifest;
  return [...(spec ? [{ spec, pointer: '/spec' }] : []), ...(specs ?? []).map((each, index) => ({ spec: each, pointer: `/specs/${String(index)}` }))];
}

/** Everything in a policy that selects pods by their own labels. */
export function placedSelectors(policy: PolicyDocument): readonly PlacedSelector[] {
  if (policy.api === 'network-policy' && policy.manifest !== null) return ofNetworkPolicy(policy.manifest.spec);
  return placedSpecs(policy).flatMap(({ spec, pointer }) => ofSpec(spec, pointer));
}

function ofSpec(spec: CiliumSpec, pointer: string): readonly PlacedSelector[] {
  const subject = spec.endpointSelector ?? spec.nodeSelector;
  const peers = (['ingress', 'ingressDeny', 'egress', 'egressDeny'] as const).flatMap((section) => ((spec[section] ?? []) as readonly Element[]).flatMap((element, index) => ['fromEndpoints', 'toEndpoints'].flatMap((field) => (
    ((element[field] ?? []) as readonly LabelSelector[]).map((selector, k): PlacedSelector => ({ selector, pointer: `${pointer}/${section}/${String(index)}/${field}/${String(k)}`, isSubject: false, isPlain: false }))
  ))));
  return [...(subject ? [{ selector: subject, pointer: `${pointer}/${spec.endpointSelector ? 'endpointSelector' : 'nodeSelector'}`, isSubject: true, isPlain: false }] : []), ...peers];
}

function ofNetworkPolicy({ podSelector, ingress, egress }: NetworkPolicySpec): readonly PlacedSelector[] {
  const peers = [
    ...(ingress ?? []).flatMap(({ from }, index) => (from ?? []).map((peer, k) => ({ peer, pointer: `/spec/ingress/${String(index)}/from/${String(k)}` }))),
    ...(egress ?? []).flatMap(({ to }, index) => (to ?? []).map((peer, k) => ({ peer, pointer: `/spec/egress/${String(index)}/to/${String(k)}` }))),
  ];
  return [
    ...(podSelector ? [{ selector: podSelector, pointer: '/spec/podSelector', isSubject: true, isPlain: true }] : []),
    ...peers.flatMap(({ peer, pointer }) => (peer.podSelector ? [{ selector: peer.podSelector, pointer: `${pointer}/podSelector`, isSubject: false, isPlain: true }] : [])),
  ];
}
