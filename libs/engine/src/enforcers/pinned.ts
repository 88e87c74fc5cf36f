import type { EnforcementPin } from '../model/enforcement.ts';
import { QuestionError } from '../model/failure.ts';
import type { EnforcerClaim } from './recogniser.ts';
import { enforcerName, profileAs } from './registry.ts';

/**
 * What a person says of a cluster, with the one name that the enforcer has.
 *
 * @throws {QuestionError} VALIDATION_FAILED where there is no such enforcer or release
 */
export function checkedPin(pin: EnforcementPin): EnforcementPin {
  const enforcer = enforcerName(pin.enforcer);
  if (pin.version !== null && !/^v?\d+(?:\.\d+)*/.test(pin.version)) throw new QuestionError('VALIDATION_FAILED', `${pin.version} is no release of ${enforcer}; write one such as 1.2.3.`, { version: pin.version });
  return { ...pin, enforcer };
}

/**
 * What filters when a person says it: the enforcer that is named and no other, with what was recognised of it. One that
 * filters nothing leaves none.
 *
 * @throws {QuestionError} VALIDATION_FAILED where there is no such enforcer or release
 */
export function pinnedClaims(claims: readonly EnforcerClaim[], pin: EnforcementPin): readonly EnforcerClaim[] {
  const { enforcer: name } = checkedPin(pin);
  if ((profileAs({ name, version: pin.version }, {})?.off ?? null) !== null) return [];
  const recognised = claims.find((claim) => claim.name === name);
  if (recognised !== undefined) return [{ ...recognised, version: pin.version ?? recognised.version, state: 'ON', offReason: null, warnings: recognised.warnings.filter(({ code }) => code !== 'CONFIG_NOT_IN_SNAPSHOT' && code !== 'ENGINE_PROBABLY_BLIND') }];
  return [{ name, version: pin.version, mode: null, state: 'ON', offReason: null, settings: {}, agent: null, confidence: 'MEDIUM', evidence: [], warnings: [] }];
}
