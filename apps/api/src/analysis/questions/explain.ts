import { originLine } from '@postern/engine';
import type { ConnectionSet, Leg, Origin, Step } from '@postern/engine';
import type { ExplanationData, LegData, RuleData, StepData } from '../data/explanation-data.ts';
import type { PointAsk } from '../data/reachability-data.ts';
import { setData } from '../data/set-data.ts';
import type { LoadedView } from '../loaded-view.ts';
import { askPoint } from './point.ts';

/** Why each answer is what it is, by the concrete pair that shows it. */
export function explain(loaded: LoadedView, asks: readonly PointAsk[]): readonly (ExplanationData | null)[] {
  return asks.map((ask) => {
    const { witness } = askPoint(loaded, ask);
    if (witness === null) return null;
    const { summary, egress, ingress, blockers, universe } = witness.trace;
    return { summary, egress: legData(egress, universe), ingress: legData(ingress, universe), blockers };
  });
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
