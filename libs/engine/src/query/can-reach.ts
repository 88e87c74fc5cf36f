import { ask, type Asked } from './asked.ts';
import { joinStandings, mergeCaveats, standingOf } from './caveats.ts';
import { createCells } from './cell.ts';
import { endsOfSelection } from './ends.ts';
import { ground, refuseServiceAsSource } from './ground.ts';
import { createFans, pairUp, pointCells } from './pairing.ts';
import { nobodyAnswers, toReachability } from './reachability.ts';
import { addCell, newTally, type Tally } from './tally.ts';
import { viewAtSourcePort } from '../compile/at-source-port.ts';
import type { View } from '../compile/view.ts';
import { isNoAddress } from '../model/address.ts';
import type { Selection, TrafficQuestion } from '../model/question.ts';
import { isPassThrough, serviceCaveats } from '../model/service-hop.ts';
import type { Reachability } from '../model/verdict.ts';

/** A question about all pairs between two selections. */
export interface ReachQuestion { readonly from: Selection; readonly to: Selection; readonly traffic: TrafficQuestion | null }

/**
 * Whether and on what `from` can reach `to`.
 *
 * Over several pairs ALLOWED is said of every pair and every port that was asked for, DENIED of none, PARTIAL of
 * some; without traffic in the question a pair counts as allowed when it has at least one port. Pairs of a Pod with
 * itself are left out, unless the question names exactly one Pod on both sides: that one is always allowed. The
 * external addresses of a selection count as one end together. A selection without members is UNKNOWN.
 *
 * A Service is asked on its own ports, which the sets of the answer name too; the pairs are those with what it hands
 * connections to, a Pod with itself among them (PD-5). Where surely nothing stands behind it, the answer is DENIED.
 *
 * @throws {QuestionError} VALIDATION_FAILED where `from` is a Service
 */
export function canReach(base: View, { traffic, ...ends }: ReachQuestion): Reachability {
  refuseServiceAsSource(ends.from);
  const { view, selections: [from = ends.from, to = ends.to] } = ground(viewAtSourcePort(base, traffic?.sourcePort), [ends.from, ends.to]);
  const asked = ask(view, traffic);
  const standing = joinStandings({ ...standingOf(view, []), caveats: mergeCaveats(view.firewalls.caveats, from.caveats, to.caveats, to.service === undefined ? [] : serviceCaveats(to.service, traffic)) }, standingOf(view, from.endpoints), standingOf(view, to.endpoints));
  const tally = selfTally(view, asked, from, to) ?? tallyOf(view, asked, from, to);
  return tally.total === 0 && isUnanswered(to, traffic) ? nobodyAnswers(view.firewalls, standing) : toReachability(view.firewalls, asked, tally, standing);
}

function tallyOf(view: View, asked: Asked, from: Selection, to: Selection): Tally {
  const cells = createCells(view, asked);
  const sources = endsOfSelection(view, from, null); const targets = endsOfSelection(view, to, asked);
  const small = Math.min(sources.classes.length + sources.external.length, targets.classes.length + targets.external.length);
  const large = Math.max(sources.classes.length + sources.external.length, targets.classes.length + targets.external.length);
  // A fan costs about as much as one fold per class, so it pays once a good part of the classes is asked about.
  if (small * large <= 64 || 16 * large < view.classes.count) return pairUp(view, asked, pointCells(view, cells), sources, targets);
  const side = sources.classes.length + sources.external.length === small ? 'from' : 'to';
  return pairUp(view, asked, createFans(view, cells, side).cellOf, sources, targets);
}

/** A Pod's way to itself never leaves it, so no firewall stands there (PD-3, PD-4). */
function selfTally(view: View, asked: Asked, from: Selection, to: Selection): Tally | null {
  if (to.service !== undefined && !isPassThrough(to.service)) return null;
  const pod = onlyEndpoint(from);
  if (pod === null || pod !== onlyEndpoint(to)) return null;
  const endpoint = view.firewalls.endpoints.at(pod)!;
  const everything = view.universes[endpoint.families]!;
  const tally = newTally();
  addCell(asked, tally, createCells(view, asked)(everything, everything, endpoint.families, asked.traffic?.kind === 'named' ? asked.named(pod) : asked.fixed), 1);
  return tally;
}

const onlyEndpoint = ({ endpoints, external }: Selection): number | null => (endpoints.length === 1 && isNoAddress(external) ? endpoints[0]! : null);

/** Whether it is the Service, and nothing that is unknown, that leaves the question without a pair. */
const isUnanswered = ({ service }: Selection, traffic: TrafficQuestion | null): boolean => service !== undefined && service.facts.gap === null && serviceCaveats(service, traffic).some(({ code }) => code === 'SERVICE_HAS_NO_BACKEND');
