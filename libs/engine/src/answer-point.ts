import { viewAtSourcePort } from './compile/at-source-port.ts';
import type { View } from './compile/view.ts';
import { explainPair } from './explain/explain-pair.ts';
import { EMPTY, intersect, isEmptySet, union, type ConnectionSet } from './model/connection-set.ts';
import type { Caveat } from './model/firewalls.ts';
import type { PointAnswer } from './model/point-answer.ts';
import type { Selection, TrafficQuestion } from './model/question.ts';
import type { Basis, Reachability } from './model/verdict.ts';
import { serviceHop } from './model/service-hop.ts';
import type { Trace } from './model/trace.ts';
import { canReach } from './query/can-reach.ts';
import { ground, refuseServiceAsSource } from './query/ground.ts';
import { witnessPair, type WitnessPair } from './witness-pair.ts';

/** Whether one end reaches another, on what, and under which basis. */
export interface PointQuestion { readonly from: Selection; readonly to: Selection; readonly traffic: TrafficQuestion | null; readonly basis: Basis }

/** Said of every answer by what policies say, as long as nothing shows which enforcer the cluster runs. */
export const ENFORCEMENT_UNKNOWN: Caveat = {
  code: 'ENFORCEMENT_UNKNOWN', message: 'Which enforcer the cluster runs is not known; this is what the policies say.', resources: [],
};

/**
 * The whole answer to a question from one end to another: the verdict over all its pairs, under both bases, and one
 * concrete pair explained rule by rule. Microseconds for the verdict, O(rules) for the explanation; a pod that does not
 * exist yet costs a compilation over the view's classes the first time.
 *
 * @throws {QuestionError} VALIDATION_FAILED where `from` is a Service
 */
export function answerPoint(base: View, question: PointQuestion): PointAnswer {
  refuseServiceAsSource(question.from);
  const { view, selections: [from = question.from, to = question.to] } = ground(viewAtSourcePort(base, question.traffic?.sourcePort), [question.from, question.to]);
  const { traffic } = question;
  const plain = canReach(view, { from, to, traffic });
  const pair = witnessPair(view, { from, to, traffic }, plain.verdict);
  const seen = pair === null ? null : { pair, trace: explainPair(view.firewalls, pair.from.end, pair.to.end, pair.to.traffic ?? traffic) };
  const read = withUnreadable(plain, seen?.trace);
  const specified = { ...read, caveats: [...read.caveats, ...caveatsOf(seen)] };
  return {
    ...question,
    reachability: underBasis(specified, question),
    // One reading alone does not know the other; those who ask under both fill it in.
    byBasis: { specified: specified.verdict, enforced: 'UNKNOWN', differences: [] },
    service: to.service === undefined ? null : serviceHop(to.service, traffic),
    witness: seen === null ? null : { from: seen.pair.from.ref, to: seen.pair.to.ref, trace: seen.trace },
  };
}

/** What the pair that was looked at adds to the caveats of all pairs. */
const caveatsOf = (seen: { readonly pair: WitnessPair; readonly trace: Trace } | null): readonly Caveat[] => (
  seen === null ? [] : [...(dependsOnRewriting(seen.pair, seen.trace) ? [REWRITTEN] : []), ...seen.trace.caveats]
);

/** Names the policies that could not be read where they leave the pair undecided, each once. */
function withUnreadable(plain: Reachability, trace: Trace | undefined): Reachability {
  const said = new Map<string, Caveat>();
  if (trace === undefined || isEmptySet(plain.undecided)) return plain;
  for (const { code, message, origin, outcome } of [...trace.egress.steps, ...trace.ingress.steps]) {
    if (outcome !== 'UNDECIDABLE' || code !== 'POLICY_UNREADABLE' || origin === null) continue;
    const { group, kind, namespace, name } = origin;
    said.set(message, { code, message, resources: [{ group, kind, namespace, name }] });
  }
  return said.size === 0 ? plain : { ...plain, confidence: 'INCOMPLETE', caveats: [...plain.caveats, ...said.values()] };
}

const REWRITTEN: Caveat = {
  code: 'ADDRESS_MAY_BE_REWRITTEN', resources: [],
  message: 'A rule by address decides about an address outside the cluster; where a load balancer, a node port or a gateway rewrites it on the way, the rule sees another one.',
};

/** Whether a rule asked for the address of an end outside the cluster, and admitted it or might have (IP-7, U3). */
function dependsOnRewriting({ from, to }: WitnessPair, { egress, ingress }: Trace): boolean {
  const legs = [...(from.end.kind === 'address' ? [ingress] : []), ...(to.end.kind === 'address' ? [egress] : [])];
  return legs.some((leg) => (leg.verdict === 'ALLOWED' ? leg.decidedBy : leg.steps).some(({ isByAddress }) => isByAddress));
}

function underBasis(specified: Reachability, { basis, traffic }: PointQuestion): Reachability {
  if (basis === 'SPECIFIED') return specified;
  const caveats = [...specified.caveats, ENFORCEMENT_UNKNOWN];
  if (basis === 'EFFECTIVE') return { ...specified, caveats };
  const { total } = specified.pairs;
  return {
    ...specified, caveats, verdict: 'UNKNOWN', confidence: 'INCOMPLETE', allowed: EMPTY, partial: EMPTY, undecided: askedOf(specified, traffic),
    pairs: { total, allowed: 0, denied: 0, partial: 0, unknown: total },
  };
}

function askedOf({ allowed, partial, undecided, universe }: Reachability, traffic: TrafficQuestion | null): ConnectionSet {
  if (traffic === null) return universe;
  return traffic.kind === 'fixed' ? intersect(traffic.connections, universe) : [allowed, partial, undecided].reduce(union);
}
