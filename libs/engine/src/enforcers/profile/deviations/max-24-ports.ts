import type { Rule } from '../../../model/firewalls.ts';
import { mapConditions } from './map-conditions.ts';
import type { Deviation } from '../deviation.ts';

const MOST = 24;

/** Each prefix has room for 24 ports; which of more are kept is not defined. */
export const max24PortsPerCidr: Deviation = {
  code: 'FIELD_NOT_HONOURED', says: 'lists more than 24 ports for one block, of which some have no effect',
  meets: ({ spec }) => [...(spec.ingress ?? []).map(({ from, ports }) => ({ peers: from ?? [], ports: ports ?? [] })), ...(spec.egress ?? []).map(({ to, ports }) => ({ peers: to ?? [], ports: ports ?? [] }))]
    .some(({ peers, ports }) => ports.length > MOST && peers.some(({ ipBlock }) => ipBlock)),
  rules: (rules) => rules.flatMap((rule): readonly Rule[] => {
    if (rule.traffic === 'any' || rule.traffic.length <= MOST || rule.peers === 'any' || !rule.peers.some(({ inside }) => inside !== undefined)) return [rule];
    return [mapConditions(rule, (condition) => (condition.inside === undefined ? [condition] : [])), { ...mapConditions(rule, (condition) => (condition.inside === undefined ? [] : [condition])), certainty: 'uncertain', code: 'FIELD_NOT_HONOURED' }];
  }),
};
