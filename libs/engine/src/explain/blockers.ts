import { intersect, isEmptySet, subtract, type ConnectionSet } from '../model/connection-set.ts';
import type { Origin } from '../model/firewalls.ts';
import type { ResourceIdentity } from '../model/location.ts';
import type { Blocker, Leg, Step } from '../model/trace.ts';
import { policyText, trafficText } from './sentences.ts';

/** What the fixes of one leg name. */
interface Scene { readonly leg: Leg; readonly own: string; readonly peer: string; readonly denied: ConnectionSet; readonly universe: ConnectionSet }

/**
 * All that would have to change on one side for the denied part of what was asked: one blocker for the isolation,
 * since a rule in any one of the isolating policies lifts it, and one for each deny that decided.
 */
export function blockersOf(leg: Leg, asked: ConnectionSet, own: string, peer: string, universe: ConnectionSet): readonly Blocker[] {
  const denied = subtract(subtract(asked, leg.allowed), leg.undecided);
  if (isEmptySet(denied)) return [];
  const scene: Scene = { leg, own, peer, denied, universe };
  const blockers: Blocker[] = []; const isolating: Step[] = [];
  for (const step of leg.decidedBy) {
    if (step.action !== 'deny' || step.outcome === 'UNDECIDABLE' || isEmptySet(intersect(step.connections, denied))) continue;
    if (step.code === 'ISOLATED_NO_RULE_ADMITS') isolating.push(step); else blockers.push({ direction: leg.direction, code: step.code, policies: policies([step]), fix: denyFix(step, scene) });
  }
  if (isolating.length > 0) blockers.push({ direction: leg.direction, code: 'ISOLATED_NO_RULE_ADMITS', policies: policies(isolating), fix: isolationFix(isolating, scene) });
  return blockers;
}

function policies(steps: readonly Step[]): Blocker['policies'] {
  const found: ResourceIdentity[] = [];
  for (const { origin } of steps) if (origin !== null) found.push({ group: origin.group, kind: origin.kind, namespace: origin.namespace, name: origin.name });
  return found;
}

const place = (origin: Origin, { leg }: Scene): string => (origin.rule === null ? policyText(origin) : `${leg.direction} rule ${origin.rule} of ${policyText(origin)}`);

function denyFix(step: Step, scene: Scene): string {
  const traffic = trafficText(intersect(step.connections, scene.denied), scene.universe);
  if (step.origin === null) return `Let a rule allow ${traffic} before the default of ${step.tierName} denies it.`;
  return `Take ${traffic} ${towards(scene)} out of ${place(step.origin, scene)}${step.isWithoutOrder === true ? '; no rule that allows it counts beside that one' : ', or let a rule before it allow that'}.`;
}

/** The smallest step: widen the rule that came closest, else add a rule. */
function isolationFix(isolating: readonly Step[], scene: Scene): string {
  const traffic = trafficText(scene.denied, scene.universe);
  const missed = (code: Step['code']): Step | undefined => scene.leg.steps.find((step) => step.code === code && step.outcome === 'DOES_NOT_ADMIT');
  const byPort = missed('PORT_NOT_LISTED');
  if (byPort?.origin) return `Add ${traffic} to the ports of ${place(byPort.origin, scene)}.`;
  const byName = missed('NAMED_PORT_UNRESOLVED');
  if (byName?.origin) return `Declare the named port at the destination, or add ${traffic} to the ports of ${place(byName.origin, scene)}.`;
  let names = '';
  for (const { origin } of isolating) if (origin !== null) names += `${names === '' ? '' : ' or '}${policyText(origin)}`;
  // A rule in an isolating policy holds for all that the policy selects, which may be far more than was asked about.
  return `Admit ${traffic} ${towards(scene)} in ${scene.leg.direction === 'ingress' ? 'an ingress' : 'an egress'} rule of a policy that selects ${scene.own}: a new one, or ${names}, whose rules hold for all that it selects.`;
}

const towards = ({ leg, peer }: Scene): string => `${leg.direction === 'ingress' ? 'from' : 'to'} ${peer}`;
