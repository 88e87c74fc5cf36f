import type { Finding } from '../../../model/diagnostic.ts';
import { objectText } from '../../../model/location.ts';
import { reported } from '../../../model/reported.ts';
import { hasTiers } from '../release.ts';
import { tiersInOrder } from '../tiers.ts';
import type { FindingScene } from './scene.ts';

/** Policies in a tier of which there is no object: they come last of all, and deny what they do not allow. */
export function missingTiers({ snapshot, world: { release }, own, policies }: FindingScene): readonly Finding[] {
  if (!hasTiers(release)) return [];
  const stored = snapshot.policies.flatMap((policy) => (policy.api === 'calico-tier' && policy.manifest !== null ? [{ ...policy.manifest, name: policy.name }] : []));
  const missing = new Set(tiersInOrder(stored, policies.map(({ tier }) => tier), release).filter(({ order }) => order === null).map(({ name }) => name));
  return own.filter(({ manifest }) => missing.has(manifest.spec.tier ?? '')).map((policy) => reported({
    code: 'CALICO_TIER_MISSING', severity: 'high', policy, manifest: policy.manifest, pointer: '/spec/tier',
    message: `${objectText(policy)} is in tier ${policy.manifest.spec.tier ?? ''}, of which no object is in the input: it counts after every other tier, and what it does not allow is then denied.`,
  }));
}
