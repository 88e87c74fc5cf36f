import { POLICY_FEATURES, type Capability, type EnforcementWarning } from '../model/enforcement.ts';
import type { Feature, FeatureSupport, Profile } from './profile/profile.ts';
import type { EnforcerClaim } from './recogniser.ts';
import { isEnforcer, knownSettings, profileAs } from './registry.ts';

function capability(enforcer: string, feature: Feature, { support, whenUsed }: FeatureSupport): Capability {
  return { enforcer, feature, support, note: whenUsed.length === 0 ? null : whenUsed.join(', ') };
}

/** How an enforcer departs from the upstream text, where a profile says it; a release that is none is taken for the newest. */
function profileOf({ name, version, settings }: EnforcerClaim): Profile | undefined {
  if (!isEnforcer(name)) return undefined;
  return profileAs({ name, version: version !== null && /^v?\d/.test(version) ? version : null }, knownSettings(name, settings));
}

function startupWindow({ name, state }: EnforcerClaim, { newPod }: Profile): readonly EnforcementWarning[] {
  if (state !== 'ON' || newPod !== 'open') return [];
  return [{ code: 'STARTUP_WINDOW_DEFAULT_ALLOW', message: `A new Pod is open before ${name} has seen it.`, resources: [] }];
}

/** The claim with what its profile knows and it does not say itself. */
export function withProfile(claim: EnforcerClaim): EnforcerClaim {
  const profile = profileOf(claim);
  if (profile === undefined) return claim;
  const isOff = claim.state === 'OFF';
  return {
    ...claim, without: claim.without ?? profile.agentDown, honours: claim.honours ?? (isOff ? [] : profile.kinds),
    capabilities: claim.capabilities ?? (isOff ? [] : POLICY_FEATURES.map((feature) => capability(claim.name, feature, profile.features[feature] ?? { support: 'FULL', whenUsed: [] }))),
    warnings: [...claim.warnings, ...startupWindow(claim, profile)],
  };
}
