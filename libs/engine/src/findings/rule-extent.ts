import { ANY_PEER } from '../compile/peer-sets.ts';
import { NOTHING } from '../compile/set-table.ts';
import type { PlacedRule, Scene } from './scene.ts';

/**
 * Whether everything that one rule can match, a certain other matches too, for every class of endpoints and of
 * addresses that there is: its own end, its peers, its traffic. Named ports are compared as each destination resolves
 * them, also those that unknown labels may put it in front of. False once the budget is spent.
 */
export function covers(scene: Scene, big: PlacedRule, small: PlacedRule): boolean {
  if (!scene.budget.spend(1) || big.rule.certainty !== 'certain' || !holdsAll(big.own, small.perhaps)) return false;
  return small.parts.every((part) => slotsOf(scene, part.peers).every((slot) => {
    if (!scene.budget.spend(1)) return false;
    const families = big.parts.reduce((mask, other) => (other.isCertain && hasSlot(scene, other.peers, slot) ? mask | other.families : mask), 0);
    return (part.families & familiesOf(scene, slot) & ~families) === 0 && signatures(scene, { ...small, own: small.perhaps }, slot).every((signature) => (
      scene.prepared.sets.subtract(trafficAt(scene, small, signature), trafficAt(scene, big, signature)) === NOTHING
    ));
  }));
}

/** Whether any connection can match both rules. True, to be careful, once the budget is spent. */
export function overlap(scene: Scene, a: PlacedRule, b: PlacedRule): boolean {
  if (!scene.budget.spend(1)) return true;
  const both = a.perhaps.filter((id) => has(b.perhaps, id));
  if (both.length === 0) return false;
  return a.parts.some((part) => b.parts.some((other) => (part.families & other.families) !== 0 && fewerSlots(scene, part.peers, other.peers).some((slot) => {
    if (!scene.budget.spend(1)) return true;
    if (slot !== EVERY_SLOT && !(hasSlot(scene, part.peers, slot) && hasSlot(scene, other.peers, slot))) return false;
    return signatures(scene, { direction: a.direction, own: both, names: [...a.names, ...b.names] }, slot).some((signature) => (
      scene.prepared.sets.intersect(trafficAt(scene, a, signature), trafficAt(scene, b, signature)) !== NOTHING
    ));
  })));
}

/** Stands for every slot at once in a set of all peers. */
const EVERY_SLOT = -1;

const ALL_AT_ONCE = Int32Array.of(EVERY_SLOT);

const slotsOf = ({ prepared }: Scene, peers: number): Int32Array => (peers === ANY_PEER ? ALL_AT_ONCE : prepared.peerSets.membersOf(peers));

const hasSlot = ({ prepared }: Scene, peers: number, slot: number): boolean => (slot === EVERY_SLOT ? peers === ANY_PEER : prepared.peerSets.has(peers, slot));

/** The slots of the smaller of two sets of peers: what both have is among them. */
function fewerSlots(scene: Scene, a: number, b: number): Int32Array {
  if (a === ANY_PEER || b === ANY_PEER) return slotsOf(scene, a === ANY_PEER ? b : a);
  const [x, y] = [slotsOf(scene, a), slotsOf(scene, b)];
  return x.length <= y.length ? x : y;
}

/** The slot below the host slots that stands for the same peer: a host class has a second one for endpoints of its own node. */
export function plainSlot({ prepared: { axis } }: Scene, slot: number): number {
  return slot < axis.families.length ? slot : axis.hostClasses[slot - axis.families.length] ?? slot;
}

const familiesOf = (scene: Scene, slot: number): number => (slot === EVERY_SLOT ? 3 : scene.prepared.axis.families[plainSlot(scene, slot)] ?? 3);

/** The signatures of named ports that destinations of the rule can have, towards one slot. */
function signatures(scene: Scene, { direction, own, names }: Pick<PlacedRule, 'direction' | 'own' | 'names'>, slot: number): readonly number[] {
  const { classes, ports } = scene.prepared;
  if (direction === 'egress') return slot === EVERY_SLOT ? Array.from({ length: names.length === 0 ? 1 : ports.count }, (_, id) => id) : [classes.traits[plainSlot(scene, slot)]?.ports ?? 0];
  return [...new Set(Array.from(own, (id) => classes.traits[id]?.ports ?? 0))];
}

/** The traffic of a rule towards destinations with these named ports. */
function trafficAt({ prepared: { sets, ports } }: Scene, { fixed, names }: PlacedRule, signature: number): number {
  return names.length === 0 ? fixed : sets.union(fixed, sets.idOf(ports.resolve(names, signature)));
}

/** Whether the rule can match any traffic at all: its named ports may be nobody's. */
export const hasTraffic = (scene: Scene, placed: PlacedRule): boolean => (
  placed.fixed !== NOTHING || Array.from({ length: scene.prepared.ports.count }, (_, signature) => signature).some((signature) => trafficAt(scene, placed, signature) !== NOTHING)
);

/** Id of the traffic that a rule matches towards a destination of this class. */
export const trafficTowards = (scene: Scene, placed: PlacedRule, destination: number): number => trafficAt(scene, placed, scene.prepared.classes.traits[destination]?.ports ?? 0);

/** Both ascending. */
function holdsAll(big: Int32Array, small: Int32Array): boolean {
  let at = 0;
  for (const id of small) {
    while (at < big.length && (big[at] ?? 0) < id) at += 1;
    if (big[at] !== id) return false;
  }
  return true;
}

function has(list: Int32Array, id: number): boolean {
  let low = 0; let high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1; const value = list[middle] ?? 0;
    if (value < id) low = middle + 1; else if (value > id) high = middle - 1; else return true;
  }
  return false;
}
