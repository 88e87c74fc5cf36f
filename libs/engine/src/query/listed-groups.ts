import type { PeerGroup, PeerGroups } from './peer-groups.ts';

const cached = new WeakMap<PeerGroups, readonly PeerGroup[]>();

/** The groups that lists and tables are about: nodes are endpoints of questions alone. The same array each time. */
export function listedGroups(peers: PeerGroups): readonly PeerGroup[] {
  let listed = cached.get(peers);
  if (listed === undefined) {
    listed = peers.groups.filter(({ peer }) => peer.kind !== 'node');
    cached.set(peers, listed);
  }
  return listed;
}
