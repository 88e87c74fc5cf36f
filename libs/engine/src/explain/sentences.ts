import { equalSets, type ConnectionSet } from '../model/connection-set.ts';
import { connectionText } from '../model/connection-text.ts';
import type { ExplanationCode } from '../model/explanation-code.ts';
import type { Direction, Rule } from '../model/firewalls.ts';
import { objectText } from '../model/location.ts';
import type { Side } from './pair.ts';

/** What sentences about one direction of one pair name. */
export interface Scene { readonly direction: Direction; readonly own: Side; readonly peer: Side; readonly universe: ConnectionSet }

/** What one sentence is about. `detail` is the label or the port that matters for the code. */
export interface Matter { readonly code: ExplanationCode; readonly connections: ConnectionSet; readonly rule: Rule | null; readonly detail?: string }

/** `NetworkPolicy shop/web`. */
export const policyText = objectText;

/** A set as words, `all traffic` where it is everything that can be asked. */
export function trafficText(connections: ConnectionSet, universe: ConnectionSet): string {
  let key = universe.length;
  for (const slot of connections) key = (Math.imul(key, 31) + slot) | 0;
  const known = texts.get(key);
  if (known !== undefined && equalSets(known.connections, connections) && equalSets(known.universe, universe)) return known.text;
  const written = connectionText(connections, universe);
  const text = written === 'ALL' ? ALL_TRAFFIC : written === '' ? NO_TRAFFIC : written;
  if (texts.size >= MOST_TEXTS) texts.clear();
  texts.set(key, { connections, universe, text });
  return text;
}

export const ALL_TRAFFIC = 'all traffic';
export const NO_TRAFFIC = 'no traffic';

/** Sentences of one cluster name few sets over and over; most are new arrays, so that a weak map of them would only be garbage to collect. */
const MOST_TEXTS = 256;
const texts = new Map<number, { readonly connections: ConnectionSet; readonly universe: ConnectionSet; readonly text: string }>();

/** `ingress rule 0 (name) of NetworkPolicy shop/web`. */
export function ruleText(rule: Rule, direction: Direction): string {
  const { origin } = rule;
  if (origin === null) return `a rule of the ${direction} firewall`;
  if (origin.rule === null) return policyText(origin);
  return `${direction} rule ${origin.rule}${origin.ruleName === null ? '' : ` (${origin.ruleName})`} of ${policyText(origin)}`;
}

/** Sentences without their stop; `rule` begins with a capital letter, as each of them does. */
const SENTENCES: Readonly<Partial<Record<ExplanationCode, (scene: Scene, matter: Matter, rule: string, traffic: () => string) => string>>> = {
  NO_POLICY_SELECTS: ({ own, direction }) => `No NetworkPolicy selects ${own.ref} for ${direction}`,
  ADMITTED_BY_RULE: (_, __, rule, traffic) => `${rule} admits ${traffic()}`,
  ISOLATED_NO_RULE_ADMITS: ({ own, direction }, _, rule, traffic) => `${rule} isolates ${own.ref} for ${direction} and no rule admits ${traffic()}`,
  PORT_NOT_LISTED: ({ peer }, _, rule, traffic) => `${rule} selects ${peer.ref} but does not list ${traffic()}`,
  NAMED_PORT_UNRESOLVED: (_, { detail }, rule) => `${rule} names the port ${detail ?? ''}, which the destination does not have for that protocol`,
  PEER_NOT_SELECTED: ({ peer }, _, rule) => `${rule} does not select ${peer.ref}`,
  NAMESPACE_LABEL_MISSING: ({ peer }, { detail }, rule) => `${rule} selects the labels of ${peer.ref}, but its namespace has no label ${detail ?? ''}`,
  IPBLOCK_EXCEPT: ({ peer }, _, rule) => `${rule} excepts the address of ${peer.ref} from its block`,
  ADMIN_PASS: (_, __, rule, traffic) => `${rule} passes ${traffic()} on`,
  TIER_PASS: (_, __, rule, traffic) => `${rule} passes ${traffic()} on`,
  DEFAULT_ALLOW: ({ direction }, _, __, traffic) => `Nothing restricts ${direction} of ${traffic()}, so it is allowed`,
  NOT_GOVERNED: ({ own, direction }) => `No policy applies to ${own.ref}, so its ${direction} is not restricted`,
  OWN_NODE_ALLOWED: ({ own, peer }) => `Traffic between ${own.ref} and its own node (${peer.ref}) is always allowed`,
  NO_ENFORCER: ({ direction }) => `No enforcer filters ${direction}: policies are stored without effect and every connection is possible`,
  ENFORCER_DISABLED: ({ direction }) => `The enforcer that could filter ${direction} is switched off: policies are stored without effect and every connection is possible`,
  SECOND_ENFORCER: (_, __, rule, traffic) => `${rule} hands ${traffic()} on within its enforcer, and what comes of that there is not worked out`,
  NODE_NOT_ENFORCING: ({ own, direction }, { rule: said }) => (said?.action === 'deny' && said.role === 'default' ? `The enforcer on the node of ${own.ref} is dead and lets nothing pass` : `Whether the enforcer filters ${own.ref} is unknown, and with it whether ${said === null ? '' : ruleText(said, direction)} counts`),
  FROZEN: ({ own }, _, rule) => `${rule} is newer than the failure of the enforcer on the node of ${own.ref}, so that it perhaps counts there`,
  ALWAYS_ALLOWED: (_, __, ___, traffic) => `The enforcer always lets ${traffic()} pass`,
  STRICT_DEFAULT_DENY: ({ own }) => `No policy selects ${own.ref}, and the enforcer denies what it has no policy for`,
  AGENT_CRASHED: (_, __, rule) => `${rule} ends the agent of the enforcer, so that what it enforces is unknown`,
  SAME_POD: ({ own }) => `${capitalised(own.ref)} always reaches itself`,
  PROTOCOL_NOT_MODELLED: (_, __, ___, traffic) => `${capitalised(traffic())} is not defined for this enforcer`,
  POLICY_UNREADABLE: (_, __, rule) => `${rule} could not be read, so what it does is unknown`,
  FIELD_NOT_HONOURED: (_, __, rule) => `${rule} has a field that is not evaluated, so what it does is unknown`,
  AUDIT_ONLY: (_, __, rule, traffic) => `${rule} would deny ${traffic()}, which passes since policies are only audited`,
  HOST_RULES_UNKNOWN: ({ peer }) => `${capitalised(peer.ref)} filters what its own pods send to it by rules that are not in the input`,
  HOST_INTERFACE_UNKNOWN: ({ own }) => `Several host endpoints stand in front of ${own.ref}, and which interface the traffic takes is not known`,
  REPLIES_UNTRACKED: (_, __, rule, traffic) => `${rule} lets ${traffic()} pass without tracking it, and whether the replies pass is not worked out`,
  TIER_DEFAULT_DENY: ({ own }, matter, rule, traffic) => ((matter.rule?.origin ?? null) === null ? `Nothing allows ${traffic()} at ${own.ref}` : `${rule} selects ${own.ref}, no rule of its tier decides about ${traffic()}, and the end of the tier denies it`),
  PROFILE_ALLOW: ({ own, direction }, _, __, traffic) => `No policy decides about ${direction} of ${traffic()}, and the profile of ${own.ref} allows it`,
  DEPENDS_ON_SOURCE_PORT: (_, __, rule) => `${rule} asks for the port that the connection comes from, which the question does not name`,
  DEPENDS_ON_DNS: ({ peer }, _, rule) => `${rule} names domains, and whether one of them stands for ${peer.ref} shows only when the connection is made`,
  FINAL_FOR_POD: ({ own, direction }, _, rule) => `${rule} selects ${own.ref}, which ends the decision for ${direction} too`,
  KIND_NOT_COLLECTED: ({ own, peer }, matter, rule) => (matter.rule?.origin === null ? `The NetworkPolicies that may select ${own.ref} were not collected` : `${rule} selects nodes, which were not collected, so that ${peer.ref} may be one`),
  NODE_UNKNOWN: (_, __, rule) => `${rule} asks for labels of a Node that is not in the input`,
  ADDRESS_UNKNOWN: ({ peer }, _, rule) => `${rule} asks for an address and ${peer.ref} has none yet`,
  NAMESPACE_SYNTHESISED: (_, __, rule) => `${rule} asks for labels of a Namespace that is not in the input`,
};

/** The one sentence of a step. */
export function sentence(scene: Scene, matter: Matter): string {
  const rule = matter.rule === null ? '' : openingText(matter.rule, scene.direction);
  // What a whole protocol outside the model looks like is only told over everything.
  const traffic = (): string => (matter.code === 'PROTOCOL_NOT_MODELLED' ? connectionText(matter.connections) : trafficText(matter.connections, scene.universe));
  const known = SENTENCES[matter.code]?.(scene, matter, rule, traffic);
  return `${known ?? `${rule} ${matter.rule?.action === 'allow' ? 'allows' : 'denies'} ${traffic()}`}.`;
}

/** The rule as a sentence begins with it. */
function openingText(rule: Rule, direction: Direction): string {
  const known = openings[direction].get(rule);
  if (known !== undefined) return known;
  const text = capitalised(ruleText(rule, direction));
  openings[direction].set(rule, text);
  return text;
}

/** Pairs of one cluster meet the same rules over and over. */
const openings = { ingress: new WeakMap<Rule, string>(), egress: new WeakMap<Rule, string>() };

const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
