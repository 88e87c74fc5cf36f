import { ANYONE, PLAIN, conditionKey, matchCondition, numberCondition, partsFor, type NumberedCondition, type PeerPart } from '../compile/conditions.ts';
import { NO_PEER } from '../compile/peer-sets.ts';
import { slotsAmong, slotsByPorts, type Narrowing } from '../compile/narrowing.ts';
import { createRuleWriter, write } from '../compile/programs.ts';
import type { Direction, Rule } from '../model/firewalls.ts';
import { invariant } from '../model/invariant.ts';
import { matchesLabels } from '../model/label-expression.ts';
import { DIRECTIONS, PROFILES, PROGRAMS, putCondition, putNarrowed, type Change } from './change.ts';
import { valueAt } from './column.ts';
import { conditionNumber, narrowedNumber, type Ground, type WriterScope } from './ground.ts';
import { allTraits, classesOf, conditionAt, peerSetsOf, traitsAt, type Draft } from './version.ts';

/** Evaluates the conditions of a rule that are not known yet; the expressions in them are. */
export function learnConditions(change: Change, rule: Rule): void {
  const { draft } = change; const { ground } = draft; const { prepared } = ground;
  if (ground.conditionsOf.get(rule)?.every((each) => conditionAt(draft, each) !== null) === true) return;
  const found = new Set<number>();
  for (const peer of rule.peers === 'any' ? [] : rule.peers) {
    const condition = numberCondition(peer, (set) => ground.setIdOf(set) ?? invariantSet());
    const number = conditionNumber(ground, conditionKey(condition, prepared.labels));
    found.add(number);
    if (conditionAt(draft, number) !== null) continue;
    const expression = condition.labels === undefined ? null : ground.expressions.numberOf(condition.labels);
    const matched = expression === null ? null : { ...classesOf(draft, expression), bare: matchesLabels(ground.expressions.at(expression), {}) };
    const buckets = matchCondition(condition, matched, { count: prepared.classes.count, traitsAt: (id) => traitsAt(draft, id) }, prepared.atoms, prepared.axis);
    // Most endpoints that come later match surely, or not at all.
    if (matched !== null && condition.host === undefined && !buckets.has(PLAIN)) buckets.set(PLAIN, []);
    putCondition(change, number, { condition, parts: partsFor(buckets, ground.peers, ground.counters) });
    addTo(ground, expression, condition, number);
  }
  ground.conditionsOf.set(rule, [...found]);
}

function addTo(ground: Ground, expression: number | null, { inside }: NumberedCondition, number: number): void {
  const unlabelled = ground.unlabelledConditions;
  const list = expression !== null ? ground.conditionsOn[expression] ??= [] : inside === null ? unlabelled.anywhere : unlabelled.inside[inside.id] ??= [];
  if (!list.includes(number)) list.push(number);
}

function invariantSet(): never {
  invariant(false, 'E-93D6', 'an address set that was not compiled');
}

function partsIn(draft: Draft): (rule: Rule) => readonly PeerPart[] {
  const known = new Map<Rule, readonly PeerPart[]>();
  return (rule) => {
    if (rule.peers === 'any') return ANYONE;
    let parts = known.get(rule);
    if (parts === undefined) {
      parts = draft.ground.conditionsOf.get(rule)!.flatMap((each) => conditionAt(draft, each)!.parts);
      known.set(rule, parts);
    }
    return parts;
  };
}

function narrowingIn(change: Change): Narrowing {
  const { draft } = change; const { prepared: { ports, axis }, peers: store } = draft.ground;
  const peerSets = peerSetsOf(draft); let slots: ReadonlyMap<number, Int32Array> | null = null;
  return {
    signatures: () => Array.from({ length: ports.count - 1 }, (_, index) => index + 1),
    narrow(peers, signature) {
      const both = narrowedNumber(draft.ground, peers, signature);
      let id = valueAt(draft.columns.narrowed, both);
      if (id < 0) {
        slots ??= slotsByPorts({ traits: allTraits(draft) }, axis);
        const withPorts = slots.get(signature);
        id = withPorts === undefined ? NO_PEER : store.add(slotsAmong(peers, withPorts, peerSets));
        putNarrowed(change, both, id);
      }
      return id;
    },
  };
}

/** One writer for all versions, since it remembers what rules say about traffic. */
function openWriter(direction: Direction, ground: Ground): NonNullable<Ground['sides'][Direction]['writer']> {
  const scope: WriterScope = { partsOf: () => [], narrowing: null };
  const current: Narrowing = { signatures: () => scope.narrowing?.signatures() ?? [], narrow: (peers, signature) => scope.narrowing?.narrow(peers, signature) ?? NO_PEER };
  return { scope, write: createRuleWriter(direction, { ...ground.prepared, conditions: { partsOf: (rule) => scope.partsOf(rule) } }, current) };
}

/** Writes the programs of classes whose rules are others than before, or match others. */
export function writeUnwritten(change: Change): void {
  const { draft, unwritten } = change; const { ground } = draft;
  if (unwritten.egress.size + unwritten.ingress.size === 0) return;
  const partsOf = partsIn(draft); const narrowing = narrowingIn(change);
  for (const direction of DIRECTIONS) {
    if (unwritten[direction].size === 0) continue;
    const { placements, profiles, programs } = ground.sides[direction];
    const { scope, write: writeRule } = ground.sides[direction].writer ??= openWriter(direction, ground);
    scope.partsOf = partsOf; scope.narrowing = narrowing;
    const written = new Map<number, number>();
    for (const id of unwritten[direction]) {
      const profile = valueAt(draft.columns[PROFILES[direction]], id); const own = direction === 'ingress' ? traitsAt(draft, id).ports : 0;
      const key = profile * 0x1_0000 + own;
      let program = written.get(key);
      if (program === undefined) {
        const rules = profiles.itemsTo(profile).map((item) => { const { tier, rule } = placements.at(item >> 1); return { tier, rule, isCertain: (item & 1) === 0 && rule.certainty === 'certain' }; });
        program = programs.add(write(rules, own, writeRule));
        written.set(key, program);
        ground.counters.programsWritten += 1;
      }
      change.pens[PROGRAMS[direction]].put(id, program);
    }
  }
}
