import type { Departure } from '../../model/firewalls.ts';
import { objectText } from '../../model/location.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { isolatedDirections } from '../reference/network-policy.ts';
import { refusalUnder } from './refusal.ts';
import type { CiliumSettings } from './settings.ts';
import { isRead } from './standing.ts';

type Said = Pick<Departure, 'code' | 'isRefusal'> & { readonly says: string };

/** Policies of upstream APIs that have no effect here, or another one than the API says. */
export function departuresUnder(policies: readonly PolicyDocument[], settings: CiliumSettings): readonly Departure[] {
  const all = policies.flatMap((policy): readonly Departure[] => {
    const { group, kind, namespace, name, source } = policy;
    return saidOf(policy, settings).map(({ says, ...said }) => ({ ...said, policy: { group, kind, namespace, name }, source, message: `${objectText(policy)} ${says}.` }));
  });
  // Blocks alone show by themselves wherever one of them decides.
  return all.every(({ code }) => code === 'IP_BLOCK_EXCLUDES_PODS') ? [] : all;
}

function saidOf(policy: PolicyDocument, settings: CiliumSettings): readonly Said[] {
  if (policy.api === 'cilium' || policy.api === 'cilium-cidr-group') return [];
  if (settings.mode === 'never' || !isRead(policy, settings)) return [{ code: 'KIND_NOT_ENFORCED', isRefusal: true, says: 'is not read by Cilium here' }];
  const reason = refusalUnder(policy, settings);
  if (reason !== null) return [{ code: 'POLICY_REJECTED', isRefusal: true, says: `has no effect: ${reason}` }];
  return policy.api === 'network-policy' ? otherwiseRead(policy, settings) : [];
}

function otherwiseRead(policy: Extract<PolicyDocument, { readonly api: 'network-policy' }>, { matchesPodsByCidr }: CiliumSettings): readonly Said[] {
  if (policy.manifest === null) return [];
  const { spec } = policy.manifest; const listed = isolatedDirections(spec);
  const hasBlock = [...(spec.ingress ?? []).flatMap(({ from }) => from ?? []), ...(spec.egress ?? []).flatMap(({ to }) => to ?? [])].some(({ ipBlock }) => ipBlock);
  const hasUnlisted = (['ingress', 'egress'] as const).some((direction) => !listed.includes(direction) && (spec[direction] ?? []).length > 0);
  return [
    ...(hasBlock && !matchesPodsByCidr ? [{ code: 'IP_BLOCK_EXCLUDES_PODS', isRefusal: false, says: 'has blocks, which match nothing inside the cluster' } as const] : []),
    ...(hasUnlisted ? [{ code: 'FIELD_NOT_HONOURED', isRefusal: false, says: 'has rules of a direction that its policyTypes leave out, and they are enforced' } as const] : []),
  ];
}
