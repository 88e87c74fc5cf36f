import type { EnforcementPin } from '../model/enforcement.ts';
import type { EnforcerClaim } from './recogniser.ts';
import { enforcerName, profileAs } from './registry.ts';

/**
 * What filters when a person says it: the enforcer that is named and no other, with what was recognised of it. One that
 * filters nothing leaves none.
 *
 * @throws {QuestionError} VALIDATION_FAILED where there is no such enforcer or release
 */
export function pinnedClaims(claims: readonly EnforcerClaim[], pin: EnforcementPin): readonly EnforcerClaim[] {
  const name = enforcerName(pin.enforcer);
  if ((profileAs({ name, version: pin.version }, {})?.off ?? null) !== null) return [];
  const recognised = claims.find((claim) => claim.name === name);
  if (recognised !== undefined) return [{ ...recognised, version: pin.version ?? recognised.version, state: 'ON', offReason: null, warnings: recognised.warnings.filter(({ code }) => code !== 'CONFIG_NOT_IN_SNAPSHOT' && code !== 'ENGINE_PROBABLY_BLIND') }];
  return [{ name, version: pin.version, mode: null, state: 'ON', offReason: null, settings: {}, agent: null, confidence: 'MEDIUM', evidence: [], warnings: [] }];
}
