import { equalSets, intersect, type ConnectionSet } from '../model/connection-set.ts';
import type { Caveat, Direction, Firewalls, PeerAssumption, PeerCondition, Rule, Tier } from '../model/firewalls.ts';
import { labelMatch } from '../model/label-expression.ts';
import { boundsOf } from './bounds.ts';
import type { Side } from './pair.ts';

const DIRECTIONS: readonly Direction[] = ['egress', 'ingress'];

/**
 * The points that the source text leaves open and on which the answer for this pair rests: read the other way, each by
 * itself would change what is allowed of `asked`. O(rules) for each point that touches the pair.
 */
export function assumptionsOf(firewalls: Firewalls, from: Side, to: Side, asked: ConnectionSet): readonly Caveat[] {
  const peers = [...new Set(DIRECTIONS.flatMap((direction) => touching(firewalls.tiers[direction], ...endsOf(direction, from, to))))];
  const ports = [...new Set((to.endpoint?.ports ?? []).flatMap(({ assumes }) => (assumes === undefined ? [] : [assumes])))];
  if (peers.length === 0 && ports.length === 0) return [];
  const answer = answerOf(firewalls, from, to, asked);
  const changes = (other: Answer): boolean => !equalSets(other.surely, answer.surely) || !equalSets(other.possibly, answer.possibly);
  return [
    ...peers.filter((assumption) => changes(answerOf({ universe: firewalls.universe, tiers: without(firewalls.tiers, assumption) }, from, to, asked))).map(({ caveat }) => caveat),
    ...ports.filter((caveat) => changes(answerOf(firewalls, from, withoutPorts(to, caveat), asked))),
  ];
}

type Answer = ReturnType<typeof boundsOf>;

function answerOf(firewalls: Pick<Firewalls, 'tiers' | 'universe'>, from: Side, to: Side, asked: ConnectionSet): Answer {
  const { surely, possibly } = boundsOf(firewalls, from, to);
  return { surely: intersect(surely, asked), possibly: intersect(possibly, asked) };
}

const endsOf = (direction: Direction, from: Side, to: Side): readonly [Side, Side] => (direction === 'egress' ? [from, to] : [to, from]);

/** The assumptions of conditions in front of the own end that are about such a peer. */
function touching(tiers: readonly Tier[], own: Side, peer: Side): readonly PeerAssumption[] {
  const { endpoint } = own;
  if (endpoint?.isGoverned !== true) return [];
  const found: PeerAssumption[] = [];
  for (const { rules } of tiers) for (const rule of rules) {
    if (rule.peers === 'any' || !rule.peers.some(({ assumes }) => assumes !== undefined)) continue;
    if (labelMatch(rule.own, endpoint.labels, endpoint.unknownLabelPrefix) === 'no') continue;
    for (const { assumes = [] } of rule.peers) for (const assumption of assumes) if (isAbout(assumption, own, peer)) found.push(assumption);
  }
  return found;
}

function isAbout({ peer: sort }: PeerAssumption, own: Side, peer: Side): boolean {
  if (peer.endpoint === null) return false;
  if (sort === 'pod') return !peer.endpoint.isHost;
  return peer.endpoint.isHost && peer.endpoint.node !== null && peer.endpoint.node === own.endpoint?.node;
}

/** Conditions that rest on the assumption match nothing any more. */
function without(tiers: Firewalls['tiers'], assumption: PeerAssumption): Firewalls['tiers'] {
  const rests = ({ assumes }: PeerCondition): boolean => assumes?.includes(assumption) === true;
  const rule = (one: Rule): Rule => (one.peers === 'any' || !one.peers.some(rests) ? one : { ...one, peers: one.peers.filter((condition) => !rests(condition)) });
  const all = (list: readonly Tier[]): readonly Tier[] => list.map((tier) => ({ ...tier, rules: tier.rules.map(rule) }));
  return { egress: all(tiers.egress), ingress: all(tiers.ingress) };
}

const withoutPorts = (to: Side, caveat: Caveat): Side => (to.endpoint === null ? to : { ...to, endpoint: { ...to.endpoint, ports: to.endpoint.ports.filter(({ assumes }) => assumes !== caveat) } });
