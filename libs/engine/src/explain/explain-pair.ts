import { ALL, intersect, isEmptySet, subtract, union, type ConnectionSet } from '../model/connection-set.ts';
import type { Firewalls } from '../model/firewalls.ts';
import type { PairEnd, TrafficQuestion } from '../model/question.ts';
import { atSourcePort } from '../model/source-port.ts';
import type { Blocker, Trace } from '../model/trace.ts';
import type { Verdict } from '../model/verdict.ts';
import { ambiguitiesOf } from './ambiguity.ts';
import { assumptionsOf } from './assumptions.ts';
import { blockersOf } from './blockers.ts';
import { walksOf } from './bounds.ts';
import { conditionsOf, notesOf } from './conditions.ts';
import { explainLeg, type Asked } from './leg.ts';
import { askedTraffic, isSelf, sideOf, universeOfPair, type Side } from './pair.ts';
import { ALL_TRAFFIC, NO_TRAFFIC, trafficText } from './sentences.ts';
import { summaryOf } from './summary.ts';
import { verdictOf } from './verdict.ts';

/**
 * What one end may send to the other and why: both firewalls, rule by rule, with the policy behind each.
 *
 * This is the plain evaluator: it reads the rules of this one pair straight from the definition of `Firewalls` and
 * is the yardstick of the compiled one. Rules whose own end is another endpoint are no steps. With traffic null
 * the answer is about every port at once. O(rules that may stand in front of either end), once an index of them is built.
 */
export function explainPair(given: Firewalls, from: PairEnd, to: PairEnd, traffic: TrafficQuestion | null): Trace {
  const firewalls = atSourcePort(given, traffic?.sourcePort);
  const source = sideOf(firewalls, from); const destination = sideOf(firewalls, to);
  const universe = universeOfPair(firewalls, source, destination);
  const all = askedTraffic(traffic, source, destination, universe);
  const modelled = intersect(all, universe);
  const asked: Asked = { modelled, unmodelled: subtract(all, universe), universe, isEveryPort: traffic === null };
  const walks = isSelf(source, destination) ? { egress: null, ingress: null } : walksOf(firewalls, source, destination);
  const egress = explainLeg(firewalls, 'egress', source, destination, asked, walks.egress);
  const ingress = explainLeg(firewalls, 'ingress', source, destination, asked, walks.ingress);
  const allowed = intersect(egress.allowed, ingress.allowed);
  const possibly = intersect(union(egress.allowed, egress.undecided), union(ingress.allowed, ingress.undecided));
  const undecided = subtract(possibly, allowed);
  const verdict = verdictOf(all, allowed, undecided, asked.isEveryPort);
  const blockers = [
    ...impossible(all, universe, traffic, destination),
    ...blockersOf(egress, modelled, source.ref, destination.ref, universe),
    ...blockersOf(ingress, modelled, destination.ref, source.ref, universe),
  ];
  const caveats = isSelf(source, destination) ? [] : [...assumptionsOf(firewalls, walks, source, destination, modelled), ...ambiguitiesOf(firewalls, walks, modelled), ...conditionsOf(egress), ...conditionsOf(ingress), ...notesOf(egress), ...notesOf(ingress)];
  return { verdict, allowed, undecided, universe, egress, ingress, blockers, caveats, summary: summaryOf({ verdict, egress, ingress, from: source.ref, to: destination.ref, asked: askedText(traffic, all, verdict, allowed, universe) }) };
}

/** What keeps the connection from existing before any firewall is asked. */
function impossible(all: ConnectionSet, universe: ConnectionSet, traffic: TrafficQuestion | null, to: Side): readonly Blocker[] {
  if (!isEmptySet(all)) return [];
  if (traffic?.kind === 'named' && !isEmptySet(universe)) return [{ direction: 'ingress', code: 'NAMED_PORT_UNRESOLVED', policies: [], fix: `Declare the container port ${traffic.name} (${traffic.protocol}) at ${to.ref}.` }];
  return [{ direction: 'egress', code: 'FAMILIES_DIFFER', policies: [], fix: 'Give both ends an address of one family.' }];
}

function askedText(traffic: TrafficQuestion | null, all: ConnectionSet, verdict: Verdict, allowed: ConnectionSet, universe: ConnectionSet): string {
  if (traffic?.kind === 'named') return `${traffic.protocol} ${traffic.name}`;
  const shown = traffic === null && verdict === 'ALLOWED' ? allowed : all;
  const text = trafficText(shown, isEmptySet(subtract(shown, universe)) ? universe : ALL);
  return text === ALL_TRAFFIC ? 'every port' : text === NO_TRAFFIC ? traffic?.text ?? 'any port' : text;
}
