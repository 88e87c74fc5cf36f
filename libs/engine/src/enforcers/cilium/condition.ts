import type { Caveat } from '../../model/firewalls.ts';
import type { CiliumElement, CiliumFqdn, CiliumHttpRule, CiliumL7Rules, CiliumPortRule } from '../../policies/cilium/manifest.ts';
import type { CiliumSettings } from './settings.ts';
import { isAtLeast, type CiliumVersion } from './version.ts';

/** So many requests of one filter are shown. */
const SHOWN = 3;

/** What has to hold beside addresses and ports for a connection that an element allows; empty for nothing. */
export function conditionsOf({ toPorts, authentication }: CiliumElement, isAsking: boolean, { isAuthenticationOn, version }: Pick<CiliumSettings, 'isAuthenticationOn' | 'version'>): readonly Caveat[] {
  // Since 1.18 a rule that asks for no default deny gets a wildcard beside its filters, so that every request passes.
  const isFiltering = isAsking || !isAtLeast(version, [1, 18, 0]);
  const filters = [...new Set((toPorts ?? []).flatMap((rule) => [...(isFiltering ? requests(rule.rules ?? {}, version) : []), ...proxied(rule)]))];
  const off = isAuthenticationOn ? '' : '; mesh-auth-enabled is off here, so that it passes without';
  return [
    ...(authentication?.mode === 'required' ? [{ code: 'NEEDS_AUTHENTICATION', resources: [], message: `The rule that allows the connection asks for mutual authentication${off}.` } as const] : []),
    ...(filters.length > 0 ? [{ code: 'L7_FILTERED', resources: [], message: `The connection is allowed; a proxy then filters ${filters.join(' and ')}.` } as const] : []),
  ];
}

function requests({ http, dns, kafka, l7proto }: CiliumL7Rules, version: CiliumVersion): readonly string[] {
  // Gone since 1.20: the agent does not look at them, and every request passes.
  const isOld = !isAtLeast(version, [1, 20, 0]);
  return [
    ...(http ? [`HTTP requests${only(http.map(httpText))}`] : []), ...(dns ? [`DNS queries${only(dns.map(nameText))}`] : []),
    ...(isOld && kafka ? ['Kafka requests'] : []), ...(isOld && l7proto ? [`requests of ${l7proto}`] : []),
  ];
}

function proxied({ serverNames, listener }: CiliumPortRule): readonly string[] {
  return [...((serverNames ?? []).length > 0 ? [`TLS server names${only(serverNames ?? [])}`] : []), ...(listener ? [`what the Envoy listener ${listener.name ?? ''} does with it`] : [])];
}

/** The first of what passes; an empty text is one that says nothing. */
function only(passing: readonly string[]): string {
  if (passing.length === 0) return '';
  const rest = passing.length - SHOWN;
  return `, of which ${passing.slice(0, SHOWN).map((text) => text || 'all').join(', ')}${rest > 0 ? ` and ${String(rest)} more` : ''} pass`;
}

const httpText = ({ method, path, host, headers }: CiliumHttpRule): string => [method, path, host && `at ${host}`, headers && headers.length > 0 && `with ${headers.join(', ')}`].filter(Boolean).join(' ');
const nameText = ({ matchName, matchPattern }: CiliumFqdn): string => matchName || matchPattern || '';
