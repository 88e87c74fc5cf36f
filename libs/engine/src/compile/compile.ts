import { cutAddresses } from './address-atoms.ts';
import { classify } from './classes.ts';
import { createConditions } from './conditions.ts';
import { newCounters, type Counters } from './counters.ts';
import { createLabelSets } from './label-sets.ts';
import { layPeerAxis } from './peer-axis.ts';
import { createPeerSets } from './peer-sets.ts';
import { createPortNames } from './port-names.ts';
import { writePrograms } from './programs.ts';
import { createSetTable } from './set-table.ts';
import type { View } from './view.ts';
import { intersect, ofFamilies } from '../model/connection-set.ts';
import type { Firewalls } from '../model/firewalls.ts';
import type { LabelExpression } from '../model/label-expression.ts';

/**
 * Prepares Firewalls for questions: endpoints that no rule tells apart become one class, addresses that none tells
 * apart one external class, and the rules in front of a class one flat program.
 * Costs O(endpoints + distinct label sets that rules can tell apart + members of peer conditions).
 *
 * @param counters collects counts of the work done; they are equal on every machine
 */
export function compile(firewalls: Firewalls, counters: Counters = newCounters()): View {
  const sets = createSetTable(counters);
  const atoms = cutAddresses(firewalls);
  const ports = createPortNames(firewalls);
  const labels = createLabelSets(expressionsOf(firewalls), counters);
  const classes = classify(firewalls, labels, atoms, ports, counters);
  const axis = layPeerAxis(classes, atoms);
  const peerSets = createPeerSets(axis.slotCount);
  const conditions = createConditions(labels, classes, atoms, axis, peerSets, counters);
  const parts = { labels, classes, axis, conditions, ports, peerSets, sets, counters };
  const programs = { egress: writePrograms(firewalls, 'egress', parts), ingress: writePrograms(firewalls, 'ingress', parts) };
  counters.externalClasses += atoms.classCount;
  const universes = ([0, 1, 2, 3] as const).map((mask) => sets.idOf(intersect(firewalls.universe, ofFamilies(mask))));
  return { firewalls, counters, sets, atoms, classes, axis, peerSets, programs, universes };
}

function* expressionsOf({ tiers }: Firewalls): Iterable<LabelExpression> {
  for (const direction of [tiers.egress, tiers.ingress]) for (const tier of direction) for (const rule of tier.rules) {
    yield rule.own;
    if (rule.peers === 'any') continue;
    for (const peer of rule.peers) if (peer.labels !== undefined) yield peer.labels;
  }
}
