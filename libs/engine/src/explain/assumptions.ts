import { equalSets, type ConnectionSet } from '../model/connection-set.ts';
import type { Caveat, Direction, Firewalls, PeerAssumption, PeerCondition } from '../model/firewalls.ts';
import { boundsOfWalks, walksOf, type Walks } from './bounds.ts';
import type { Walk } from './fold.ts';
import { matchRule, type RuleMatch, type Viewpoint } from './match.ts';
import type { Side } from './pair.ts';

/**
 * The points that the source text leaves open and on which the answer for this pair rests: read the other way, each by
 * itself would change what is allowed of `asked`. O(rules in front of the ends) for each point that touches the pair.
 */
export function assumptionsOf(firewalls: Firewalls, walks: Walks, from: Side, to: Side, asked: ConnectionSet): readonly Caveat[] {
  const peers = new Set<PeerAssumption>(); const ports = new Set<Caveat>();
  addTouching(peers, walks.egress, from, to);
  addTouching(peers, walks.ingress, to, from);
  for (const { assumes } of to.endpoint?.ports ?? []) if (assumes !== undefined) ports.add(assumes);
  if (peers.size === 0 && ports.size === 0) return [];
  const answer = boundsOfWalks(walks, asked);
  const changes = (other: Walks): boolean => {
    const { surely, possibly } = boundsOfWalks(other, asked);
    return !equalSets(surely, answer.surely) || !equalSets(possibly, answer.possibly);
  };
  return [
    ...[...peers].filter((assumption) => changes(without(walks, assumption, from, to))).map(({ caveat }) => caveat),
    ...[...ports].filter((caveat) => changes(walksOf(firewalls, from, withoutPorts(to, caveat)))),
  ];
}

/** Adds the assumptions of conditions in front of the own end that are about such a peer. */
function addTouching(found: Set<PeerAssumption>, walk: Walk | null, own: Side, peer: Side): void {
  if (walk === null) return;
  for (const matches of walk) for (const { rule: { peers } } of matches) {
    if (peers === 'any') continue;
    for (const { assumes } of peers) {
      if (assumes !== undefined) for (const assumption of assumes) if (isAbout(assumption, own, peer)) found.add(assumption);
    }
  }
}

function isAbout({ peer: sort }: PeerAssumption, own: Side, peer: Side): boolean {
  if (peer.endpoint === null) return false;
  if (sort === 'pod') return !peer.endpoint.isHost;
  return peer.endpoint.isHost && peer.endpoint.node !== null && peer.endpoint.node === own.endpoint?.node;
}

/** Conditions that rest on the assumption match nothing any more. */
function without(walks: Walks, assumption: PeerAssumption, from: Side, to: Side): Walks {
  const rests = ({ assumes }: PeerCondition): boolean => assumes?.includes(assumption) === true;
  const again = (match: RuleMatch, viewpoint: Viewpoint): RuleMatch => {
    const { peers } = match.rule;
    return peers === 'any' || !peers.some(rests) ? match : matchRule({ rule: { ...match.rule, peers: peers.filter((condition) => !rests(condition)) }, own: match.own }, viewpoint);
  };
  const all = (direction: Direction): Walk | null => {
    const [own, peer] = direction === 'egress' ? [from, to] : [to, from];
    return walks[direction]?.map((matches) => matches.map((match) => again(match, { own, peer, destination: to }))) ?? null;
  };
  return { egress: all('egress'), ingress: all('ingress') };
}

const withoutPorts = (to: Side, caveat: Caveat): Side => (to.endpoint === null ? to : { ...to, endpoint: { ...to.endpoint, ports: to.endpoint.ports.filter(({ assumes }) => assumes !== caveat) } });
