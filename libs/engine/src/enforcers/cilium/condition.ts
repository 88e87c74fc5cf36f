import type { Caveat } from '../../model/firewalls.ts';
import type { CiliumElement } from '../../policies/cilium/manifest.ts';
import type { CiliumSettings } from './settings.ts';

/** What has to hold beside addresses and ports for a connection that an element allows; null for nothing. */
export function conditionOf({ toPorts, authentication }: CiliumElement, { isAuthenticationOn }: Pick<CiliumSettings, 'isAuthenticationOn'>): Caveat | null {
  if (authentication?.mode === 'required') {
    const effect = isAuthenticationOn ? '' : '; mesh-auth-enabled is off here, so that it passes without';
    return { code: 'NEEDS_AUTHENTICATION', resources: [], message: `The rule that allows the connection asks for mutual authentication${effect}.` };
  }
  const filters = (toPorts ?? []).flatMap(({ rules, serverNames, listener }) => [
    ...(rules?.http ? ['HTTP requests'] : []), ...(rules?.dns ? ['DNS queries'] : []), ...(rules?.kafka ? ['Kafka requests'] : []), ...(rules?.l7proto ? [`requests of ${rules.l7proto}`] : []),
    ...((serverNames ?? []).length > 0 ? ['TLS server names'] : []), ...(listener ? ['what an Envoy listener does with it'] : []),
  ]);
  if (filters.length === 0) return null;
  return { code: 'L7_FILTERED', resources: [], message: `The connection is allowed; a proxy then filters ${[...new Set(filters)].join(' and ')}.` };
}
