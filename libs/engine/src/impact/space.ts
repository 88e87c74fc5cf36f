import { compilePrepared, prepare } from '../compile/compile.ts';
import type { Counters } from '../compile/counters.ts';
import { profile, type Placed } from '../compile/profiles.ts';
import { createRuleWriter, write, type Draft, type RuleWriter } from '../compile/programs.ts';
import { ANY_PEER } from '../compile/peer-sets.ts';
import type { View } from '../compile/view.ts';
import { endpointTable } from '../model/endpoints/collect.ts';
import type { Direction, Firewalls, Rule } from '../model/firewalls.ts';

/** What an endpoint allows by slot of the peer axis, in both bounds; one array where they cannot differ. */
export interface Row { readonly lower: Int32Array; readonly upper: Int32Array }

/** Classes in front of which the same rules stand and that resolve named ports alike. */
export interface Front { readonly direction: Direction; readonly rules: readonly Placed[]; readonly ports: number; readonly program: number; readonly classes: readonly number[] }

/** Firewalls compiled with what their rules match, so that a row can be folded without some of them. */
export interface Space {
  readonly view: View;
  /** The fronts in which some of these rules stand. */
  frontsOf(direction: Direction, rules: ReadonlySet<Rule>): readonly Front[];
  /** Some rules in front of these classes as a program. */
  write(front: Front, rules: readonly Placed[]): Draft;
  /** The slots of the peer axis that rules name; null where they are more than so many. */
  slotsOf(rules: Iterable<Rule>, most: number): readonly number[] | null;
  /** Whether a program is the one that these classes have. */
  isProgramOf(front: Front, draft: Draft): boolean;
}

/** O(what compiling costs). */
export function openSpace(given: Firewalls, counters: Counters): Space {
  const firewalls = { ...given, endpoints: endpointTable(given.endpoints) };
  const prepared = prepare(firewalls, counters); const view = compilePrepared(firewalls, prepared);
  const { labels, classes } = prepared;
  const profiles = { ingress: profile(firewalls.tiers.ingress, prepared), egress: profile(firewalls.tiers.egress, prepared) };
  const writers: Readonly<Record<Direction, RuleWriter>> = { ingress: createRuleWriter('ingress', prepared), egress: createRuleWriter('egress', prepared) };
  const known: Readonly<Record<Direction, (readonly Placed[] | undefined)[]>> = { ingress: [], egress: [] };
  const portsOf = (direction: Direction, id: number): number => (direction === 'ingress' ? classes.traits[id]!.ports : 0);
  return {
    view,
    frontsOf(direction, rules) {
      const ids = new Set<number>();
      for (const { own } of rules) {
        const { sure, maybe } = labels.matches(own);
        for (const sets of [sure, maybe]) for (const id of classes.ofLabelSets(sets)) if (classes.traits[id]!.isGoverned) ids.add(id);
      }
      const rulesOf = (node: number): readonly Placed[] => (known[direction][node] ??= profiles[direction].rulesOf(node));
      const fronts = new Map<number, Front & { readonly classes: number[] }>(); const { ofClass } = profiles[direction];
      for (const id of ids) {
        const ports = portsOf(direction, id); const key = ofClass[id]! * 0x10_0000 + ports; const front = fronts.get(key);
        if (front === undefined) fronts.set(key, { direction, rules: rulesOf(ofClass[id]!), ports, program: view.programs[direction].ofClass[id]!, classes: [id] });
        else front.classes.push(id);
      }
      return [...fronts.values()];
    },
    slotsOf(rules, most) {
      const sets = new Set<number>(); let count = 0;
      for (const rule of rules) for (const { peers } of prepared.conditions.partsOf(rule)) {
        if (sets.has(peers)) continue;
        sets.add(peers);
        count += peers === ANY_PEER ? Infinity : view.peerSets.membersOf(peers).length;
        if (count > most) return null;
      }
      return [...new Set([...sets].flatMap((peers) => [...view.peerSets.membersOf(peers)]))];
    },
    write: ({ direction, ports }, rules) => write(rules, ports, writers[direction]),
    isProgramOf({ direction, program }, { peers, actions, bounds, traffic }) {
      const all = view.programs[direction]; const start = all.starts[program]!;
      if (all.starts[program + 1]! - start !== peers.length) return false;
      return peers.every((id, at) => all.peers[start + at] === id && all.actions[start + at] === actions[at] && all.bounds[start + at] === bounds[at] && all.traffic[start + at] === traffic[at]);
    },
  };
}
