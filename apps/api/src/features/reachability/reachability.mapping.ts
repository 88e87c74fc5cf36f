import type { EndpointData } from '../../analysis/data/endpoint-data.ts';
import type { ExplanationData, LegData, RuleData } from '../../analysis/data/explanation-data.ts';
import type { ReachabilityData } from '../../analysis/data/reachability-data.ts';
import type { ViewKey } from '../../analysis/view-key.ts';
import { toEndpoint } from '../endpoint/endpoint.mapping.ts';
import type { Endpoint } from '../endpoint/endpoint.types.ts';
import type { RuleRef } from '../policy/rule-ref.types.ts';
import type { Snapshot } from '../snapshot/snapshot.types.ts';
import { toCaveat, toResourceRef, toSourceLocation } from '../view/resource.mapping.ts';
import type { Explanation, Leg } from './explanation.types.ts';
import type { Reachability } from './reachability.types.ts';

/** `end` makes what stands at both ends, which the rows of a page share. */
export function toReachability(data: ReachabilityData, snapshot: Snapshot, end: (data: EndpointData) => Endpoint = toEndpoint): Reachability {
  return {
    ...data, from: end(data.from), to: end(data.to), caveats: data.caveats.map(toCaveat),
    pairs: data.pairs.total === 1 ? null : data.pairs, snapshot,
    // No enforcer is recognised yet, so there is no answer to put beside the specified one.
    byBasis: { ...data.byBasis, enforced: data.byBasis.enforced === 'UNKNOWN' ? null : data.byBasis.enforced },
  };
}

/** `isAll` keeps the steps that decided nothing too. */
export function toExplanation({ summary, egress, ingress, service, blockers }: ExplanationData, view: ViewKey, isAll: boolean): Explanation {
  return {
    summary, egress: toLeg(egress, view, isAll), ingress: toLeg(ingress, view, isAll),
    service: service === null ? null : { ...service, service: toResourceRef(service.service) },
    blockers: blockers.map(({ direction, code, policies, fix }) => ({ view, policyIdentities: policies, direction: upper(direction), code, fix })),
  };
}

function toLeg({ direction, verdict, allowed, steps }: LegData, view: ViewKey, isAll: boolean): Leg {
  return {
    direction: upper(direction), verdict, allowed,
    steps: steps.filter(({ isDeciding }) => isAll || isDeciding).map(({ policy, rule, ...step }) => ({ ...step, view, policyIdentity: policy, rule: rule === null ? null : toRuleRef(rule) })),
  };
}

export const toRuleRef = ({ index, name, pointer, source }: RuleData): RuleRef => ({ index, name, pointer, source: toSourceLocation(source) });

export const upper = (direction: 'ingress' | 'egress'): 'INGRESS' | 'EGRESS' => (direction === 'ingress' ? 'INGRESS' : 'EGRESS');
