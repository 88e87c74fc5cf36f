import type { Departure } from '../../model/firewalls.ts';
import { objectText } from '../../model/location.ts';
import type { PolicyDocument } from '../../policies/document.ts';
import { isolatedDirections } from '../reference/network-policy.ts';
import type { Met } from './deviation.ts';
import { deviationsOf, manifestsOf, meets } from './lower-policies.ts';
import type { Feature, Profile } from './profile.ts';

/** What a policy has that uses a feature. */
const WORDS: Readonly<Record<Feature, string>> = {
  ingress: 'restricts ingress', egress: 'restricts egress', ipBlock: 'has an ipBlock', ipBlockExcept: 'has an ipBlock with exceptions', endPort: 'has a range of ports', namedPorts: 'names ports',
  sctp: 'names SCTP', ipv6: 'has an IPv6 block', combinedSelectors: 'has a peer with both selectors',
};

/** What a policy has, and what comes of it. */
const saying = ({ feature, deviation: { says, isRefusal, meets: isSpecial } }: Met): string => (isRefusal === true && isSpecial === undefined ? `${WORDS[feature]} and ${says}` : says);

/** One for each policy and each way in which it is read otherwise than upstream has it. */
export function departuresOf(documents: readonly PolicyDocument[], profile: Profile, enforcer: string): readonly Departure[] {
  const all = manifestsOf(documents); const deviations = deviationsOf(profile);
  return documents.flatMap((document): readonly Departure[] => {
    if (document.api !== 'network-policy' || document.manifest === null) return [];
    const { manifest, group, kind, namespace, name, source } = document;
    const policy = { group, kind, namespace, name };
    const said = new Map<string, Departure>();
    for (const met of deviations) {
      const { code, isRefusal = false } = met.deviation;
      if (!meets(met, manifest, all)) continue;
      said.set(saying(met), { code, policy, source, isRefusal, message: `${objectText(policy)} ${saying(met)} (${enforcer}).` });
    }
    if (profile.ruleOutsidePolicyTypes !== 'ignored' && hasUnlistedRules(document)) {
      const effect = profile.ruleOutsidePolicyTypes === 'isolates' ? 'isolate all the same' : 'admit all the same, without isolating';
      said.set('outside', { code: 'FIELD_NOT_HONOURED', policy, source, isRefusal: false, message: `${objectText(policy)} has rules of a direction that policyTypes does not list, which ${effect} (${enforcer}).` });
    }
    return [...said.values()];
  });
}

function hasUnlistedRules(document: PolicyDocument): boolean {
  if (document.api !== 'network-policy' || document.manifest === null) return false;
  const { spec } = document.manifest; const listed = isolatedDirections(spec);
  return (['ingress', 'egress'] as const).some((direction) => !listed.includes(direction) && (spec[direction]?.length ?? 0) > 0);
}
