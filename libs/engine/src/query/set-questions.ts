import type { PeerAnswer } from './answers.ts';
import { ask } from './asked.ts';
import { joinStandings, mergeCaveats, NO_STANDING, standingOf } from './caveats.ts';
import { createCells } from './cell.ts';
import { peersWithConditions } from './condition-rows.ts';
import { endsOfSelection } from './ends.ts';
import type { Side } from './fan.ts';
import { ground, refuseServiceAsSource } from './ground.ts';
import { createFans } from './pairing.ts';
import { groupPeers } from './peer-groups.ts';
import { createRanges } from './peer-ranges.ts';
import { peersAround } from './peers-around.ts';
import type { View } from '../compile/view.ts';
import type { Grouping, Selection, TrafficQuestion } from '../model/question.ts';
import { serviceCaveats } from '../model/service-hop.ts';

/** A question about everything at the other end. */
export interface SetQuestion { readonly traffic: TrafficQuestion | null; readonly groupBy: Grouping }

/**
 * Everything that can reach a selection, surely, for some pairs or perhaps; what surely cannot is left out.
 * Rows stand by namespace and reference, then external ranges, IPv4 first. O(classes + rules).
 */
export function whoCanReach(view: View, { to, ...question }: SetQuestion & { readonly to: Selection }): readonly PeerAnswer[] {
  return peersWithConditions(view, (each) => peersOf(each, to, 'to', question));
}

/** Everything that a selection can reach, in the form and order of {@link whoCanReach}. */
export function reachableFrom(view: View, { from, ...question }: SetQuestion & { readonly from: Selection }): readonly PeerAnswer[] {
  return peersWithConditions(view, (each) => peersOf(each, from, 'from', question));
}

function peersOf(base: View, subject: Selection, side: Side, { traffic, groupBy }: SetQuestion): readonly PeerAnswer[] {
  if (side === 'from') refuseServiceAsSource(subject);
  const { view, selections: [selection = subject] } = ground(base, [subject]);
  const asked = ask(view, traffic);
  const fans = createFans(view, createCells(view, asked), side);
  const fixed = endsOfSelection(view, selection, side === 'to' ? asked : null);
  const standing = joinStandings({ ...NO_STANDING, caveats: mergeCaveats(view.firewalls.caveats, selection.caveats, selection.service === undefined ? [] : serviceCaveats(selection.service, traffic)) }, standingOf(view, selection.endpoints));
  const peers = groupPeers(view, groupBy, side === 'from' ? asked : null);
  return [...peersAround({ view, asked, fans, side, fixed, standing, peers }), ...createRanges(view, asked, fans.cellOf, side)(fixed, standing)];
}
