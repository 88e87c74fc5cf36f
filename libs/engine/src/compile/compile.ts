import { cutAddresses, type AddressAtoms } from './address-atoms.ts';
import { classify, type Classes } from './classes.ts';
import { createConditions, type Conditions } from './conditions.ts';
import { newCounters, type Counters } from './counters.ts';
import { createLabelSets, type LabelSets } from './label-sets.ts';
import { layPeerAxis, type PeerAxis } from './peer-axis.ts';
import { createPeerSets, type PeerSets } from './peer-sets.ts';
import { createPortNames, type PortNames } from './port-names.ts';
import { createSetTable, type SetTable } from './set-table.ts';
import type { View } from './view.ts';
import { writePrograms } from './write-programs.ts';
import { intersect, ofFamilies } from '../model/connection-set.ts';
import { endpointTable } from '../model/endpoints/collect.ts';
import type { Firewalls, Rule } from '../model/firewalls.ts';
import type { LabelExpression } from '../model/label-expression.ts';

/**
 * Prepares Firewalls for questions: endpoints that no rule tells apart become one class, addresses that none tells
 * apart one external class, and the rules in front of a class one flat program.
 * Costs O(endpoints + distinct label sets that rules can tell apart + members of peer conditions).
 *
 * @param counters collects counts of the work done; they are equal on every machine
 */
export function compile(given: Firewalls, counters: Counters = newCounters()): View {
  const firewalls = { ...given, endpoints: endpointTable(given.endpoints) };
  return compilePrepared(firewalls, prepare(firewalls, counters));
}

/** The second half of compiling, for those who keep what rules match; `prepared` is of the same Firewalls. */
export function compilePrepared(firewalls: Firewalls, { atoms, ...parts }: Prepared): View {
  const { counters } = parts;
  const programs = { egress: writePrograms(firewalls, 'egress', parts), ingress: writePrograms(firewalls, 'ingress', parts) };
  counters.externalClasses += atoms.classCount;
  const { sets, classes, axis, peerSets } = parts;
  return { firewalls, counters, sets, atoms, classes, axis, peerSets, programs, universes: universesOf(firewalls, sets) };
}

/** Ids of what is modelled in the families of a mask, by mask. */
export const universesOf = ({ universe }: Firewalls, sets: SetTable): readonly number[] => ([0, 1, 2, 3] as const).map((mask) => sets.idOf(intersect(universe, ofFamilies(mask))));

/** What programs are written from: classes, and what each rule matches among them. Equal Firewalls give equal numbers. */
export interface Prepared {
  readonly labels: LabelSets;
  readonly classes: Classes;
  readonly axis: PeerAxis;
  readonly conditions: Conditions;
  readonly ports: PortNames;
  readonly peerSets: PeerSets;
  readonly sets: SetTable;
  readonly atoms: AddressAtoms;
  readonly counters: Counters;
}

/** The first half of compiling, for those who compare rules; a View keeps the second half alone. `sparesFor` says how many classes without endpoints to leave room for. */
export function prepare(firewalls: Firewalls, counters: Counters = newCounters(), sparesFor: (classes: number) => number = () => 0): Prepared {
  const sets = createSetTable(counters);
  const atoms = cutAddresses(firewalls);
  const ports = createPortNames(firewalls);
  const labels = createLabelSets(expressionsOf(firewalls), counters);
  const classes = classify(firewalls, labels, atoms, ports, counters, sparesFor);
  const axis = layPeerAxis(classes, atoms);
  const peerSets = createPeerSets(axis.slotCount);
  const conditions = createConditions(labels, classes, atoms, axis, peerSets, counters);
  return { labels, classes, axis, conditions, ports, peerSets, sets, atoms, counters };
}

function* expressionsOf({ tiers }: Firewalls): Iterable<LabelExpression> {
  for (const direction of [tiers.egress, tiers.ingress]) for (const tier of direction) for (const rule of tier.rules) yield* expressionsIn(rule);
}

/** What a rule asks of labels. */
export function* expressionsIn(rule: Rule): Iterable<LabelExpression> {
  yield rule.own;
  if (rule.peers === 'any') return;
  for (const peer of rule.peers) if (peer.labels !== undefined) yield peer.labels;
}
