import { ANY_PEER } from '../compile/peer-sets.ts';
import { NOTHING } from '../compile/set-table.ts';
import { intersect, isEmptySet } from '../model/connection-set.ts';
import type { Finding } from '../model/diagnostic.ts';
import { NAMESPACE_KEY } from '../model/effective-labels.ts';
import type { PeerCondition } from '../model/firewalls.ts';
import { foldPoint } from '../query/fold.ts';
import { findingOf } from './report.ts';
import { trafficTowards } from './rule-extent.ts';
import type { PlacedRule, Scene } from './scene.ts';
import { conjuncts } from './selector-words.ts';
import { listWords, placedText, workloadsOf } from './words.ts';

/** Rules that admit pods whose own policies block all of it at the other end, for every pair. Rules for everybody are left out. */
export function* oneSidedRules(scene: Scene): Iterable<Finding> {
  for (const placed of scene.rules) {
    const { action, role, certainty, peers, origin } = placed.rule;
    if (action !== 'allow' || role !== 'rule' || certainty !== 'certain' || peers === 'any' || origin === null || peers.some(isForEverybody)) continue;
    const ends = peerClasses(scene, placed);
    if (placed.own.length === 0 || ends.length === 0 || !isBlockedEverywhere(scene, placed, ends)) continue;
    const other = placed.direction === 'ingress' ? 'egress' : 'ingress';
    yield findingOf(scene, {
      code: 'ONE_SIDED_RULE', severity: 'low', culprit: origin, pointer: origin.pointer,
      message: `${placedText(placed)} admits nothing in the end: the policies of ${listWords(workloadsOf(scene, ends))} block its traffic on ${other}. `
        + `Admit ${listWords(workloadsOf(scene, placed.own))} there too, or remove the rule.`,
    });
  }
}

/** A selector of all pods of all namespaces is for whoever comes, perhaps from outside the input. */
const isForEverybody = ({ labels }: PeerCondition): boolean => labels === undefined || conjuncts(labels).every((part) => 'key' in part && part.key === NAMESPACE_KEY && part.op === 'exists');

/** The governed classes among a rule's peers; none where it admits addresses too, which nothing blocks. */
function peerClasses({ prepared: { peerSets, classes } }: Scene, { parts }: PlacedRule): readonly number[] {
  if (parts.some(({ peers }) => peers === ANY_PEER)) return [];
  const slots = [...new Set(parts.flatMap(({ peers }) => [...peerSets.membersOf(peers)]))];
  return slots.every((slot) => classes.traits[slot]?.isGoverned === true) ? slots : [];
}

function isBlockedEverywhere(scene: Scene, placed: PlacedRule, ends: readonly number[]): boolean {
  let isAnything = false;
  for (const own of placed.own) for (const end of ends) {
    if (!scene.budget.spend(1)) return false;
    const isBlocked = isPairBlocked(scene, placed, own, end);
    if (isBlocked === false) return false;
    isAnything ||= isBlocked === true;
  }
  return isAnything;
}

/** Whether the other end admits none of the rule's traffic; null where the pair shows nothing. */
function isPairBlocked(scene: Scene, placed: PlacedRule, own: number, end: number): boolean | null {
  const { view, prepared } = scene;
  const [other, destination] = placed.direction === 'ingress' ? ['egress', own] as const : ['ingress', end] as const;
  const traffic = trafficTowards(scene, placed, destination);
  // A pod always reaches itself, and a rule that names a port nobody has is told elsewhere.
  if (traffic === NOTHING || (own === end && (scene.members[own]?.length ?? 0) < 2)) return null;
  const admitted = view.sets.setOf(foldPoint(view, other, view.programs[other].ofClass[end] ?? 0, own, 'upper'));
  return isEmptySet(intersect(admitted, prepared.sets.setOf(traffic)));
}
