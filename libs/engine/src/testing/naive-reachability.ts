import { explainBounds } from '../explain/bounds.ts';
import { familyBit } from '../model/address.ts';
import { connections, EMPTY, equalSets, intersect, isEmptySet, ofFamilies, subtract, union, type ConnectionSet, type FamilyMask } from '../model/connection-set.ts';
import type { Firewalls } from '../model/firewalls.ts';
import type { PairEnd, TrafficQuestion } from '../model/question.ts';
import type { PairCounts, Verdict } from '../model/verdict.ts';

/** What an answer says in numbers and sets, counted out pair by pair. */
export interface NaiveAnswer { readonly verdict: Verdict; readonly allowed: ConnectionSet; readonly partial: ConnectionSet; readonly undecided: ConnectionSet; readonly pairs: PairCounts }

interface Pair { readonly asked: ConnectionSet; readonly surely: ConnectionSet; readonly possibly: ConnectionSet; readonly weight: number; readonly verdict: Verdict }

/** The definition of a set answer over endpoints, written out: every pair by the plain evaluator, then counted. */
export function naiveReachability(firewalls: Firewalls, from: readonly number[], to: readonly number[], traffic: TrafficQuestion | null): NaiveAnswer {
  const pairs = from.flatMap((a) => to.filter((b) => a !== b).map((b) => pairOf(firewalls, a, b, traffic)));
  const asked = pairs.map((pair) => pair.asked).reduce(union, EMPTY);
  const some = (pick: (pair: Pair) => ConnectionSet): ConnectionSet => pairs.map(pick).reduce(union, EMPTY);
  const allowed = subtract(asked, some((pair) => subtract(pair.asked, pair.surely)));
  const partial = intersect(some((pair) => pair.surely), some((pair) => subtract(pair.asked, pair.possibly)));
  const undecided = subtract(some((pair) => pair.possibly), union(allowed, partial));
  const count = (verdict: Verdict): number => pairs.filter((pair) => pair.verdict === verdict).reduce((sum, { weight }) => sum + weight, 0);
  return {
    verdict: overall(pairs, traffic !== null), allowed, partial, undecided,
    pairs: { total: pairs.reduce((sum, { weight }) => sum + weight, 0), allowed: count('ALLOWED'), denied: count('DENIED'), partial: count('PARTIAL'), unknown: count('UNKNOWN') },
  };
}

function overall(pairs: readonly Pair[], isPortAsked: boolean): Verdict {
  const all = (verdict: Verdict): boolean => pairs.every((pair) => pair.verdict === verdict);
  const has = (verdict: Verdict): boolean => pairs.some((pair) => pair.verdict === verdict);
  if (all('ALLOWED')) return 'ALLOWED';
  if (all('DENIED')) return 'DENIED';
  if (has('PARTIAL') || (has('ALLOWED') && has('DENIED'))) return 'PARTIAL';
  const isSomeSure = pairs.some(({ surely }) => !isEmptySet(surely));
  const isSomeNot = pairs.some(({ asked, possibly, verdict }) => verdict === 'DENIED' || !isEmptySet(subtract(asked, possibly)));
  return isPortAsked && isSomeSure && isSomeNot ? 'PARTIAL' : 'UNKNOWN';
}

function pairOf(firewalls: Firewalls, from: number, to: number, traffic: TrafficQuestion | null): Pair {
  const ends: readonly [PairEnd, PairEnd] = [{ kind: 'endpoint', index: from }, { kind: 'endpoint', index: to }];
  const source = firewalls.endpoints.at(from); const destination = firewalls.endpoints.at(to);
  if (source === undefined || destination === undefined) throw new Error('no such endpoint');
  const families = (source.families & destination.families) as FamilyMask;
  const bounds = explainBounds(firewalls, ...ends);
  const universe = intersect(firewalls.universe, ofFamilies(families));
  const named = traffic?.kind === 'named' ? destination.ports.filter((port) => port.name === traffic.name && port.protocol === traffic.protocol).map((port) => connections(port.protocol, port.port)).reduce(union, EMPTY) : EMPTY;
  const wanted = traffic === null ? universe : intersect(traffic.kind === 'fixed' ? traffic.connections : named, ofFamilies(families));
  const asked = traffic?.family === undefined ? wanted : intersect(wanted, ofFamilies(familyBit(traffic.family)));
  const surely = intersect(bounds.surely, asked);
  const possibly = union(intersect(bounds.possibly, asked), subtract(asked, universe));
  const weight = Math.max(1, source.pods) * Math.max(1, destination.pods);
  return { asked, surely, possibly, weight, verdict: ofOne(asked, surely, possibly, traffic, families) };
}

function ofOne(asked: ConnectionSet, surely: ConnectionSet, possibly: ConnectionSet, traffic: TrafficQuestion | null, families: FamilyMask): Verdict {
  if (isEmptySet(possibly)) return 'DENIED';
  if (traffic !== null) {
    if (equalSets(surely, asked)) return 'ALLOWED';
    return !isEmptySet(surely) && !isEmptySet(subtract(asked, possibly)) ? 'PARTIAL' : 'UNKNOWN';
  }
  if (families === 3 && differs(surely, possibly)) return 'PARTIAL';
  return isEmptySet(surely) ? 'UNKNOWN' : 'ALLOWED';
}

/** Whether a port is surely allowed over one family and surely denied over the other, asked port by port at every port that matters. */
function differs(surely: ConnectionSet, possibly: ConnectionSet): boolean {
  const has = (set: ConnectionSet, protocol: 'TCP' | 'UDP' | 'SCTP', port: number, family: 4 | 6): boolean => !isEmptySet(intersect(set, connections(protocol, port, port, family)));
  for (const protocol of ['TCP', 'UDP', 'SCTP'] as const) for (const port of [1, 2, 79, 80, 81, 82, 83, 84, 85, 86, 442, 443, 444, 65_535]) {
    if (has(surely, protocol, port, 4) && !has(possibly, protocol, port, 6)) return true;
    if (has(surely, protocol, port, 6) && !has(possibly, protocol, port, 4)) return true;
  }
  return false;
}
