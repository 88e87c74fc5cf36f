import type { Finding } from '../model/diagnostic.ts';
import type { NamedPort, Origin, TrafficItem } from '../model/firewalls.ts';
import { expressionText } from '../model/label-expression.ts';
import { nearWord } from './near-words.ts';
import { elementPointer, findingOf, PORT_LISTS } from './report.ts';
import type { PlacedRule, Scene } from './scene.ts';
import { ANY_PEER } from '../compile/peer-sets.ts';
import { plainSlot } from './rule-extent.ts';
import { listWords, placedText } from './words.ts';

/** Named ports that no destination of the rule declares, or only with another protocol (PT-5 to PT-7, PT-11). */
export function* portNames(scene: Scene): Iterable<Finding> {
  const known = new Map<string, readonly NamedPort[]>();
  for (const placed of scene.rules) {
    const { traffic, origin, certainty } = placed.rule;
    if (placed.names.length === 0 || traffic === 'any' || origin === null || certainty !== 'certain' || placed.own.length === 0 || placed.parts.length === 0) continue;
    const key = destinationKey(placed);
    const declared = known.get(key) ?? portsOf(scene, destinationsOf(scene, placed));
    known.set(key, declared);
    for (const item of traffic) {
      const finding = item.kind === 'named' ? unresolved(scene, placed, origin, item, declared) : null;
      if (finding !== null) yield finding;
    }
  }
}

/** Equal for rules whose destinations are the same: broad selectors come in every namespace. */
const destinationKey = ({ direction, rule, parts }: PlacedRule): string => (direction === 'ingress' ? `own ${expressionText(rule.own)}` : parts.map(({ peers }) => peers).join(','));

/** The classes that resolve a rule's names. */
function destinationsOf(scene: Scene, { direction, own, parts }: PlacedRule): Iterable<number> {
  const { peerSets, classes } = scene.prepared;
  if (direction === 'ingress') return own;
  if (parts.some(({ peers }) => peers === ANY_PEER)) return classes.traits.keys();
  return new Set(parts.flatMap(({ peers }) => Array.from(peerSets.membersOf(peers), (slot) => plainSlot(scene, slot))).filter((slot) => slot < classes.count));
}

/** The distinct ports of some classes, one look for each distinct list of ports that rules can tell apart. */
function portsOf({ prepared, members, firewalls }: Scene, classes: Iterable<number>): readonly NamedPort[] {
  const found = new Map<string, NamedPort>(); const seen = new Set<number>();
  for (const id of classes) {
    const signature = prepared.classes.traits[id]?.ports ?? 0;
    if (signature !== 0 && seen.has(signature)) continue;
    seen.add(signature);
    for (const port of firewalls.endpoints.at(members[id]?.[0] ?? firewalls.endpoints.length)?.ports ?? []) found.set(`${port.name}/${port.protocol}`, port);
  }
  return [...found.values()];
}

function unresolved(scene: Scene, placed: PlacedRule, culprit: Origin, { name, protocol, element }: Extract<TrafficItem, { kind: 'named' }>, declared: readonly NamedPort[]): Finding | null {
  const named = declared.filter((port) => port.name === name);
  if (named.some((port) => protocol === 'any' || port.protocol === protocol)) return null;
  const pointer = elementPointer(scene, culprit, PORT_LISTS, element);
  const who = `The port ${name} of ${placedText(placed)} never matches`;
  if (named.length > 0) {
    const others = [...new Set(named.map((port) => port.protocol))].sort();
    return findingOf(scene, {
      code: 'PORT_NAME_PROTOCOL', severity: 'medium', culprit, pointer,
      message: `${who}: its destinations declare it for ${others.join(' and ')}, the rule asks for ${protocol}. Write protocol: ${others[0] ?? ''}, or mend the container port.`,
    });
  }
  const meant = nearWord(name, declared.map((port) => port.name));
  const there = [...new Set(declared.map((port) => port.name))].sort();
  return findingOf(scene, {
    code: 'PORT_NAME_UNDECLARED', severity: 'medium', culprit, pointer,
    message: `${who}: none of its destinations declares a port of that name${there.length === 0 ? '' : `, they have ${listWords(there)}`}.${meant === null ? '' : ` ${meant} was probably meant.`} Name the container port, or write its number.`,
  });
}
