import { ask } from './asked.ts';
import { joinStandings, NO_STANDING } from './caveats.ts';
import { createCells } from './cell.ts';
import type { EndClass } from './ends.ts';
import { createBlockTable, type BlockTable } from './factored/block-table.ts';
import { listedGroups } from './listed-groups.ts';
import { groupPeers, type PeerGroup } from './peer-groups.ts';
import { toReachability } from './reachability.ts';
import { newTally, type Tally } from './tally.ts';
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
  const senders = listedGroups(groupPeers(view, 'namespace', null));
  const from = merged(senders); const to = traffic?.kind === 'named' ? merged(listedGroups(groupPeers(view, 'namespace', asked))) : from;
  const standing = joinStandings({ ...NO_STANDING, caveats: view.firewalls.caveats }, ...new Set(senders.map((group) => group.standing)));
  return toReachability(view.firewalls, asked, tallyOf(createBlockTable(view, asked, createCells(view, asked), from, to)), standing);
}

function tallyOf(table: BlockTable): Tally {
  const { blends: [blend = -1], allowed: [allowed = 0], denied: [denied = 0], partial: [partial = 0], unknown: [unknown = 0] } = table.row(0);
  return blend < 0 ? newTally() : { ...table.tallyOf(blend), total: allowed + denied + partial + unknown, allowed, denied, partial, unknown };
}

const known = new WeakMap<readonly PeerGroup[], readonly PeerGroup[]>();

/** All groups as one. */
function merged(groups: readonly PeerGroup[]): readonly PeerGroup[] {
  let all = known.get(groups);
  if (all === undefined) {
    all = [merge(groups)];
    known.set(groups, all);
  }
  return all;
}

function merge(groups: readonly PeerGroup[]): PeerGroup {
  const classes = new Map<string, EndClass>();
  for (const { ends } of groups) for (const { slot, named, access, weight, endpoints } of ends.classes) {
    const key = `${String(slot)} ${String(named)}`; const found = classes.get(key);
    if (found === undefined) classes.set(key, { slot, named, access, weight, endpoints: [...endpoints] });
    else {
      found.weight += weight;
      for (const endpoint of endpoints) found.endpoints.push(endpoint);
    }
  }
  const all = [...classes.values()].sort((a, b) => a.slot - b.slot);
  return {
    peer: { ref: '', kind: 'namespace', namespace: '', pods: 0, range: null }, signature: 0, hasHost: false, standing: NO_STANDING,
    ends: { classes: all, external: [], endpoints: all.flatMap(({ endpoints }) => endpoints) },
  };
}
