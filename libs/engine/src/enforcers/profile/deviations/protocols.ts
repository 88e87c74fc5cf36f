import { connections, ofFamilies, type ConnectionSet } from '../../../model/connection-set.ts';
import type { Rule, Tier } from '../../../model/firewalls.ts';
import { PODS } from '../../reference/admin-rules.ts';
import type { Deviation } from '../deviation.ts';

const whole = (action: 'allow' | 'deny', name: string, traffic: ConnectionSet): readonly Tier[] => [{
  kind: 'ENFORCER', name, reading: 'first-match',
  rules: [{ action, own: PODS, peers: 'any', traffic: [{ kind: 'fixed', connections: traffic, element: null }], certainty: 'certain', code: 'FIELD_NOT_HONOURED', role: 'default', origin: null } satisfies Rule],
}];

const IPV6 = ofFamilies(2);

/** Rules are for IPv4 alone, and IPv6 passes. */
export const ipv6Unfiltered: Deviation = { code: 'FIELD_NOT_HONOURED', says: 'has an IPv6 block, and IPv6 is not filtered', before: () => whole('allow', 'IPv6 is not filtered', IPV6) };

/** Nothing carries IPv6 between pods. */
export const ipv6NotCarried: Deviation = { code: 'FIELD_NOT_HONOURED', says: 'has an IPv6 block, and IPv6 is not carried', before: () => whole('deny', 'IPv6 is not carried', IPV6) };

/** SCTP is dropped wherever policies are looked at. */
export const sctpDropped: Deviation = { code: 'FIELD_NOT_HONOURED', says: 'names SCTP, which is always dropped', before: () => whole('deny', 'SCTP is dropped', connections('SCTP')) };
