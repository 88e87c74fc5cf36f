import { originLine, whyDocument } from '@postern/engine';
import type { ConnectionSet, Direction, Leg, Origin, PointAnswer, ServiceHop, Step } from '@postern/engine';
import type { ExplanationData, LegData, RuleData, ServiceHopData, StepData } from '../data/explanation-data.ts';
import type { PointAsk } from '../data/reachability-data.ts';
import { setData } from '../data/set-data.ts';
import type { LoadedView } from '../loaded-view.ts';
import { askPoint } from './point.ts';

/** Why each answer is what it is, by the concrete pair that shows it. */
export const explain = (loaded: LoadedView, asks: readonly PointAsk[]): readonly ExplanationData[] => asks.map((ask) => {
  const answer = askPoint(loaded, ask);
  const service = hopData(answer.service);
  if (answer.witness === null) return { ...withoutPair(answer), service };
  const { summary, egress, ingress, blockers, universe } = answer.witness.trace;
  return { summary, egress: legData(egress, universe), ingress: legData(ingress, universe), service, blockers };
});

/** A Service with nothing behind it says what would have to change, as the command line does. */
function withoutPair(answer: PointAnswer): Omit<ExplanationData, 'service'> {
  const { summary, blockers } = whyDocument(answer);
  const { universe } = answer.reachability;
  const leg = (direction: Direction): LegData => ({ direction, verdict: 'UNKNOWN', allowed: setData([], universe), steps: [] });
  return { summary, egress: leg('egress'), ingress: leg('ingress'), blockers: blockers.map(({ direction, ...blocker }) => ({ ...blocker, direction: direction === 'egress' ? 'egress' : 'ingress' })) };
}

function hopData(hop: ServiceHop | null): ServiceHopData | null {
  const first = hop?.ports[0];
  return hop === null || first === undefined ? null : { service: hop.resource, ...first, backends: hop.backends, readyBackends: hop.readyBackends, ports: hop.ports };
}

function legData({ direction, verdict, allowed, steps, decidedBy }: Leg, universe: ConnectionSet): LegData {
  const deciding = new Set(decidedBy.map(({ order }) => order));
  return { direction, verdict, allowed: setData(allowed, universe), steps: steps.map((step) => stepData(step, universe, deciding.has(step.order))) };
}

function stepData({ tier, tierName, order, outcome, code, message, origin, connections }: Step, universe: ConnectionSet, isDeciding: boolean): StepData {
  return {
    tier, tierName, order, outcome, code, message, connections: setData(connections, universe), isDeciding,
    policy: origin === null ? null : { group: origin.group, kind: origin.kind, namespace: origin.namespace, name: origin.name },
    rule: origin === null ? null : ruleData(origin),
  };
}

/** The rule behind an origin; null for the policy as a whole. */
export function ruleData(origin: Origin): RuleData | null {
  if (origin.rule === null) return null;
  const source = origin.source === null ? null : { file: origin.source.file, line: originLine(origin) };
  return { index: origin.rule, name: origin.ruleName, pointer: origin.pointer, source };
}
