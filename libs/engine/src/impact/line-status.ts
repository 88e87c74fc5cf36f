import { ANY_PEER, type PeerSets } from '../compile/peer-sets.ts';
import type { Placed } from '../compile/profiles.ts';
import { ALLOW, DENY, NEXT_TIER, SURE, type Draft } from '../compile/programs.ts';
import { NOTHING } from '../compile/set-table.ts';
import type { Origin, Rule } from '../model/firewalls.ts';
import { identityKey } from '../model/location.ts';
import { isAnotherRow, type Folding } from './changed-fronts.ts';
import type { PolicyLine } from './policies.ts';
import type { Front, Space } from './space.ts';

/** Whether a line can match anything: its endpoints, peers and traffic. */
export function matchesAnything(space: Space, { direction, removal }: PolicyLine): boolean {
  return space.frontsOf(direction, removal[direction]).some((front) => entriesOf(space, front, front.rules.filter(({ rule }) => removal[direction].has(rule))).peers.length > 0);
}

/** Whether anything gets to a line, so that it would matter what it says. Its own rules are asked: once as allows, once as denies. */
export function isReached(folding: Folding, { direction, reading, removal }: PolicyLine): boolean {
  return folding.space.frontsOf(direction, removal[direction]).some((front) => {
    const own = front.rules.filter(({ rule }) => removal[direction].has(rule));
    const saying = (action: Rule['action']): readonly Placed[] => {
      const tiers = new Set(own.map(({ tier }) => tier));
      const said = (placed: Placed): Placed => ({ ...placed, isCertain: true, rule: as(placed.rule, action) });
      if (reading === 'first-match') return front.rules.map((placed) => (removal[direction].has(placed.rule) ? said(placed) : placed));
      // Where order says nothing a line comes before the others of its tier.
      return front.rules.flatMap((placed) => {
        const isFirst = tiers.delete(placed.tier);
        const kept = removal[direction].has(placed.rule) ? [] : [placed];
        return isFirst ? [...own.filter(({ tier }) => tier === placed.tier).map(said), ...kept] : kept;
      });
    };
    return isAnotherRow(folding, front, removal[direction], [saying('allow'), saying('deny')]);
  });
}

/** The same object for the same rule, since what a rule matches is remembered by it. */
const as = (rule: Rule, action: Rule['action']): Rule => (rule.action === action ? rule : { ...rule, action });

/** More peers of a front than these are looked at here and there. */
const MOST_SLOTS = 64;
const MOST_FRONTS = 16;

/** The rules that decide what a line is about without it, by name. Of lines with very many peers not all of them may be found. */
export function decidedBy(space: Space, { direction, removal }: PolicyLine): readonly Origin[] {
  const found = new Map<Rule, Origin>();
  for (const front of space.frontsOf(direction, removal[direction]).slice(0, MOST_FRONTS)) {
    const own = entriesOf(space, front, front.rules.filter(({ rule }) => removal[direction].has(rule)));
    const others = front.rules.filter(({ rule }) => !removal[direction].has(rule)).map((placed) => ({ placed, entries: entriesOf(space, front, [placed]) }));
    for (const slot of someSlots(space, own)) decideAt(space, slot, own, others, found);
  }
  return [...new Map([...found.values()].map((origin) => [`${identityKey(origin)} ${origin.pointer}`, origin]))].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, origin]) => origin);
}

interface Other { readonly placed: Placed; readonly entries: Draft }

function decideAt({ view: { sets, peerSets } }: Space, slot: number, own: Draft, others: readonly Other[], found: Map<Rule, Origin>): void {
  let open = trafficAt(peerSets, own, slot).reduce((all, entry) => sets.union(all, own.traffic[entry]!), NOTHING);
  for (const { placed: { rule }, entries } of others) {
    if (open === NOTHING) return;
    for (const entry of trafficAt(peerSets, entries, slot)) {
      if (sets.intersect(open, entries.traffic[entry]!) === NOTHING) continue;
      if (rule.origin !== null) found.set(rule, rule.origin);
      if (entries.bounds[entry] === SURE && (entries.actions[entry] === ALLOW || entries.actions[entry] === DENY)) open = sets.subtract(open, entries.traffic[entry]!);
    }
  }
}

/** Entries that hold a slot. */
const trafficAt = (peerSets: PeerSets, { peers }: Draft, slot: number): readonly number[] => [...peers.keys()].filter((entry) => peerSets.has(peers[entry]!, slot));

function someSlots({ view: { axis, peerSets } }: Space, { peers }: Draft): readonly number[] {
  const slots = peers.includes(ANY_PEER) ? Array.from({ length: axis.slotCount }, (_, slot) => slot) : [...new Set(peers.flatMap((id) => [...peerSets.membersOf(id)]))];
  const step = Math.max(1, Math.ceil(slots.length / MOST_SLOTS));
  return slots.filter((_, at) => at % step === 0);
}

/** What rules say by themselves, without the marks between tiers. */
function entriesOf(space: Space, front: Front, rules: readonly Placed[]): Draft {
  const draft = space.write(front, rules); const kept = [...draft.actions.keys()].filter((entry) => draft.actions[entry] !== NEXT_TIER);
  const of = (column: readonly number[]): number[] => kept.map((entry) => column[entry]!);
  return { peers: of(draft.peers), actions: of(draft.actions), bounds: of(draft.bounds), traffic: of(draft.traffic) };
}
