import { ask } from './asked.ts';
import { joinStandings, NO_STANDING } from './caveats.ts';
import { createCells } from './cell.ts';
import type { EndClass } from './ends.ts';
import { createBlockTable } from './factored/block-table.ts';
import { groupPeers, type PeerGroup } from './peer-groups.ts';
import { toReachability } from './reachability.ts';
import { newTally } from './tally.ts';
import type { View } from '../compile/view.ts';
import type { TrafficQuestion } from '../model/question.ts';
import type { Reachability } from '../model/verdict.ts';

/**
 * Everything at once: all ordered pairs of different pods, counted, and what is allowed for all, some or perhaps for
 * some of them. Nodes and external addresses take no part. Answers as `canReach` does from all pods to all pods.
 * O(types of classes² + exceptions), the first time with folding every firewall.
 */
export function totalsOf(view: View, traffic: TrafficQuestion | null): Reachability {
  const asked = ask(view, traffic);
  const listed = (groups: readonly PeerGroup[]): readonly PeerGroup[] => groups.filter(({ peer }) => peer.kind !== 'node');
  const senders = listed(groupPeers(view, 'namespace', null).groups);
  const from = merged(senders); const to = traffic?.kind === 'named' ? merged(listed(groupPeers(view, 'namespace', asked).groups)) : from;
  const [tally] = senders.length === 0 ? [null] : createBlockTable(view, asked, createCells(view, asked), [from], [to]).row(0);
  const standing = joinStandings({ ...NO_STANDING, caveats: view.firewalls.caveats }, ...new Set(senders.map((group) => group.standing)));
  return toReachability(view.firewalls, asked, tally ?? newTally(), standing);
}

/** All groups as one. */
function merged(groups: readonly PeerGroup[]): PeerGroup {
  const classes = new Map<string, EndClass>();
  for (const { ends } of groups) for (const { slot, named, access, weight, endpoints } of ends.classes) {
    const key = `${String(slot)} ${String(named)}`; const found = classes.get(key);
    if (found === undefined) classes.set(key, { slot, named, access, weight, endpoints: [...endpoints] });
    else {
      found.weight += weight;
      for (const endpoint of endpoints) found.endpoints.push(endpoint);
    }
  }
  const all = [...classes.values()];
  return {
    peer: { ref: '', kind: 'namespace', namespace: '', pods: 0, range: null }, signature: 0, hasHost: false, standing: NO_STANDING,
    ends: { classes: all, external: [], endpoints: all.flatMap(({ endpoints }) => endpoints) },
  };
}
