import type { Finding } from '../../../model/diagnostic.ts';
import { objectText } from '../../../model/location.ts';
import { reported } from '../../../model/reported.ts';
import { DEFAULT_TIER } from '../tiers.ts';
import type { FindingScene } from './scene.ts';

const DIRECTIONS = ['ingress', 'egress'] as const;

/** Tiers that deny at their end in one direction alone, since no policy of theirs speaks about the other. */
export function oneWayTiers({ snapshot, policies }: FindingScene): readonly Finding[] {
  return snapshot.policies.flatMap((tier) => {
    if (tier.api !== 'calico-tier' || tier.manifest === null || tier.manifest.defaultAction === 'Pass' || tier.name === DEFAULT_TIER) return [];
    const within = policies.filter((policy) => policy.tier === tier.name);
    const silent = DIRECTIONS.filter((direction) => !within.some(({ rules }) => rules[direction] !== undefined));
    const [direction] = silent;
    return within.length === 0 || silent.length !== 1 || direction === undefined ? [] : [reported({
      code: 'CALICO_TIER_ONE_WAY', severity: 'low', policy: tier, manifest: tier.manifest, pointer: '/spec/defaultAction',
      message: `${objectText(tier)} denies at its end, and no policy in it is about ${direction}: there the tier is skipped and denies nothing.`,
    })];
  });
}
