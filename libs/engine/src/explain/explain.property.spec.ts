import { describe, expect, it } from 'vitest';
import { containsSet, EMPTY, equalSets, intersect, LANES, ofFamilies, subtract, union, type ConnectionSet } from '../model/connection-set.ts';
import { containsAddress, familyBit, parseAddress, type Address } from '../model/address.ts';
import type { Direction, Endpoint, Firewalls, PeerCondition, Rule, TrafficItem } from '../model/firewalls.ts';
import { matchesLabels } from '../model/label-expression.ts';
import type { PairEnd } from '../model/question.ts';
import { forSeeds } from '../testing/for-seeds.ts';
import { allEnds, randomFirewalls } from '../testing/random-firewalls.ts';
import { createRandom, type Random } from '../testing/random.ts';
import { explainBounds } from './bounds.ts';
import { explainPair } from './explain-pair.ts';

type Chooser = (rule: Rule) => boolean;

/** The oracle: one connection at a time, straight from the docstring of Firewalls. `isThere` decides which uncertain rules exist. */
function isAllowed(firewalls: Firewalls, direction: Direction, from: PairEnd, to: PairEnd, slot: number, isThere: Chooser): boolean {
  const [own, peer] = direction === 'egress' ? [from, to] : [to, from];
  const endpoint = own.kind === 'endpoint' ? firewalls.endpoints.at(own.index)! : null;
  if (endpoint?.isGoverned !== true) return true;
  for (const tier of firewalls.tiers[direction]) {
    const decided = tier.rules.find((rule) => (rule.certainty === 'certain' || isThere(rule)) && speaks(firewalls, rule, endpoint, peer, to, slot));
    if (decided?.action === 'allow') return true;
    if (decided?.action === 'deny') return false;
  }
  return true;
}

function speaks(firewalls: Firewalls, rule: Rule, own: Endpoint, peer: PairEnd, to: PairEnd, slot: number): boolean {
  const destination = to.kind === 'endpoint' ? firewalls.endpoints.at(to.index)! : null;
  const lane = LANES.find(({ offset, first, last }) => slot >= offset + first && slot <= offset + last)!;
  const isTraffic = (item: TrafficItem): boolean => (item.kind === 'fixed' ? containsSet(item.connections, [slot, slot])
    : (destination?.ports ?? []).some(({ name, protocol, port }) => name === item.name && (item.protocol === 'any' || item.protocol === protocol) && lane.protocol === protocol && slot === lane.offset + port));
  return matchesLabels(rule.own, own.labels) && (rule.peers === 'any' || rule.peers.some((condition) => isPeer(firewalls, condition, own, peer, lane.family))) && (rule.traffic === 'any' || rule.traffic.some(isTraffic));
}

function isPeer(firewalls: Firewalls, { labels, inside, outside, host }: PeerCondition, own: Endpoint, peer: PairEnd, family: 4 | 6): boolean {
  const other = peer.kind === 'endpoint' ? firewalls.endpoints.at(peer.index)! : null;
  const addresses = (peer.kind === 'address' ? [peer.address] : other!.addresses).filter((address: Address) => firewalls.isFamilyBlind === true || address.family === family);
  return [
    labels === undefined || matchesLabels(labels, other?.labels ?? {}),
    inside === undefined || addresses.some((address) => containsAddress(inside, address)),
    outside === undefined || addresses.some((address) => !containsAddress(outside, address)),
    host === undefined || isHostOf(host, own, other),
  ].every((part) => part);
}

function isHostOf(host: 'local' | 'remote' | 'any', own: Endpoint, other: Endpoint | null): boolean {
  if (other?.isHost !== true) return false;
  const isLocal = other.node !== null && other.node === own.node;
  return { local: isLocal, remote: !isLocal, any: true }[host];
}

const SAMPLES = LANES.flatMap(({ protocol, offset }) => (protocol === 'OTHER' ? [47] : protocol.startsWith('ICMP') ? [2048] : [79, 80, 81, 83, 86, 443]).map((slot) => offset + slot));
const isSelf = (from: PairEnd, to: PairEnd): boolean => from.kind === 'endpoint' && to.kind === 'endpoint' && from.index === to.index;
/** Some of all pairs, the same for one seed. */
function pairs(firewalls: Firewalls, seed: number): readonly (readonly [PairEnd, PairEnd])[] {
  const ends = createRandom(seed).shuffled(allEnds(firewalls)).slice(0, 7);
  return ends.flatMap((from) => ends.map((to) => [from, to] as const));
}
const universeOf = (firewalls: Firewalls, from: PairEnd, to: PairEnd): ConnectionSet => intersect(firewalls.universe, intersect(familiesOf(firewalls, from), familiesOf(firewalls, to)));
const familiesOf = (firewalls: Firewalls, end: PairEnd): ConnectionSet => ofFamilies(end.kind === 'address' ? (firewalls.isFamilyBlind === true ? 3 : familyBit(end.address.family)) : firewalls.endpoints.at(end.index)!.families);

const isAllowedBothWays = (firewalls: Firewalls, from: PairEnd, to: PairEnd, slot: number, isThere: Chooser): boolean => (['egress', 'ingress'] as const).every((direction) => isAllowed(firewalls, direction, from, to, slot, isThere));

/** The endpoint as it may turn out to be: some value or none for an unknown label, one address of each of its families for unknown ones. */
function completed(endpoint: Endpoint, random: Random): Endpoint {
  const labels = endpoint.unknownLabelPrefix === undefined || random.chance(0.3) ? endpoint.labels : { ...endpoint.labels, '@namespace:team': random.pick(['x', 'y', 'z']) };
  const texts = [`10.0.0.${random.below(9)}`, `fd00::${random.below(9)}`];
  const addresses = endpoint.areAddressesKnown ? endpoint.addresses : texts.map((text) => parseAddress(text)).filter((address) => address !== undefined).filter(({ family }) => (endpoint.families & familyBit(family)) !== 0);
  return { ...endpoint, labels, addresses };
}

describe('the plain evaluator', () => {
  it('agrees with one connection at a time where everything is known', () => {
    forSeeds(150, (seed) => {
      const firewalls = randomFirewalls(seed, { isCertain: true });
      for (const [from, to] of pairs(firewalls, seed)) {
        const { surely, possibly } = explainBounds(firewalls, from, to);
        expect(surely).toEqual(possibly);
        const universe = universeOf(firewalls, from, to);
        const wanted = SAMPLES.filter((slot) => containsSet(universe, [slot, slot]) && (isSelf(from, to) || isAllowedBothWays(firewalls, from, to, slot, () => true)));
        expect(SAMPLES.filter((slot) => containsSet(surely, [slot, slot]))).toEqual(wanted);
      }
    });
  });

  it('bounds what any choice of the uncertain rules, labels and addresses gives', () => {
    forSeeds(300, (seed) => {
      const given = randomFirewalls(seed, { isCertain: false }); const random = createRandom(seed);
      const chosen = new Map<Rule, boolean>();
      const isThere: Chooser = (rule) => { if (!chosen.has(rule)) chosen.set(rule, random.chance(0.5)); return chosen.get(rule) === true; };
      const known: Firewalls = { ...given, endpoints: given.endpoints.map((endpoint) => completed(endpoint, random)) };
      for (const [from, to] of pairs(given, seed)) {
        if (isSelf(from, to)) continue;
        const { surely, possibly } = explainBounds(given, from, to);
        const universe = universeOf(given, from, to);
        for (const slot of SAMPLES.filter((one) => containsSet(universe, [one, one]))) {
          const is = isAllowedBothWays(known, from, to, slot, isThere);
          if (containsSet(surely, [slot, slot])) expect(is).toBe(true);
          if (!containsSet(possibly, [slot, slot])) expect(is).toBe(false);
        }
      }
    });
  });

  it('explains what it answers: the deciding steps make up exactly the allowed and the denied part', () => {
    forSeeds(150, (seed) => {
      const firewalls = randomFirewalls(seed, { isCertain: true });
      for (const [from, to] of pairs(firewalls, seed)) {
        const trace = explainPair(firewalls, from, to, null);
        expect([trace.allowed, trace.undecided]).toEqual([explainBounds(firewalls, from, to).surely, EMPTY]);
        for (const leg of [trace.egress, trace.ingress]) {
          const sum = (outcomes: readonly string[]): ConnectionSet => leg.decidedBy.filter(({ outcome }) => outcomes.includes(outcome)).map(({ connections }) => connections).reduce(union, EMPTY);
          expect(sum(['ADMITS'])).toEqual([...leg.allowed]);
          expect(sum(['DENIES', 'DOES_NOT_ADMIT'])).toEqual([...subtract(trace.universe, leg.allowed)]);
        }
        expect(trace.blockers.length === 0).toBe(equalSets(trace.allowed, trace.universe) && trace.universe.length > 0);
      }
    });
  });

  it('has a step for everything that is undecided', () => {
    forSeeds(150, (seed) => {
      const firewalls = randomFirewalls(seed, { isCertain: false });
      for (const [from, to] of pairs(firewalls, seed)) {
        const trace = explainPair(firewalls, from, to, null);
        const bounds = explainBounds(firewalls, from, to);
        expect([trace.allowed, union(trace.allowed, trace.undecided)]).toEqual([bounds.surely, bounds.possibly]);
        for (const leg of [trace.egress, trace.ingress]) {
          const open = leg.decidedBy.filter(({ outcome }) => outcome === 'UNDECIDABLE').map(({ connections }) => connections).reduce(union, EMPTY);
          expect(subtract(leg.undecided, open)).toEqual(EMPTY);
        }
      }
    });
  });
});
