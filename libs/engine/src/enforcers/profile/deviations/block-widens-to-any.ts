import type { Deviation } from '../deviation.ts';
import { mapRules } from './map-rules.ts';

/** A peer of ingress that is a block lets everybody in, in every rule or only in those with ports. */
const widening = (hasPorts: boolean): Deviation => ({
  code: 'FIELD_NOT_HONOURED', says: 'has an ipBlock for ingress, which lets every address in',
  meets: ({ spec }) => (spec.ingress ?? []).some(({ from, ports }) => (from ?? []).some(({ ipBlock }) => ipBlock) && (!hasPorts || (ports ?? []).length > 0)),
  rewrite: (manifest) => mapRules(manifest, { from: (peers, ports) => (peers.some(({ ipBlock }) => ipBlock) && (!hasPorts || ports.length > 0) ? [] : peers) }),
});

export const widenAnySource: Deviation = widening(false);
export const ingressIpBlockWidensToAny: Deviation = widening(false);
export const ingressIpBlockWithPortsWidensToAny: Deviation = widening(true);
