import { EMPTY, intersect, isEmptySet, subtract, type ConnectionSet } from '../model/connection-set.ts';
import { ENFORCED_PREFIX } from '../model/effective-labels.ts';
import type { ExplanationCode } from '../model/explanation-code.ts';
import type { Endpoint, Rule, Tier } from '../model/firewalls.ts';
import type { Step, StepOutcome } from '../model/trace.ts';
import type { RuleMatch, Viewpoint } from './match.ts';
import { nearMiss } from './near-miss.ts';
import { sentence, type Scene } from './sentences.ts';

/** A step that is given its place once the walk is done. */
export interface Draft extends Step { order: number }

const NO_PLACE = -1;

/** What every step of one direction is told about. */
export interface Setting extends Scene { readonly viewpoint: Viewpoint; readonly asked: ConnectionSet }

/** The step that no rule stands behind. */
export function plainStep(setting: Setting, tier: Pick<Tier, 'kind' | 'name'>, outcome: StepOutcome, code: ExplanationCode, connections: ConnectionSet): Draft {
  return {
    tier: tier.kind, tierName: tier.name, order: NO_PLACE, outcome, code, action: null, origin: null, peers: NO_ELEMENT, ports: NO_ELEMENT, isByAddress: false, connections,
    message: sentence(setting, { code, connections, rule: null }),
  };
}

/** Adds the steps of a rule that had its say: what it surely decided, and what it decides only if an unknown comes true. */
export function addRuleSteps(steps: Draft[], setting: Setting, tier: Tier, match: RuleMatch, surely: ConnectionSet, possibly: ConnectionSet): void {
  const perhaps = surely === possibly ? EMPTY : subtract(possibly, surely);
  if (!isEmptySet(surely)) steps.push(saidStep(setting, tier, match, outcomeOf(match.rule, tier), codeOf(match.rule, tier), surely));
  if (!isEmptySet(perhaps)) steps.push(saidStep(setting, tier, match, 'UNDECIDABLE', unknownCode(match, setting), perhaps));
}

function saidStep(setting: Setting, tier: Tier, match: RuleMatch, outcome: StepOutcome, code: ExplanationCode, connections: ConnectionSet): Draft {
  const { rule } = match;
  return withRemarks({
    tier: tier.kind, tierName: tier.name, order: NO_PLACE, outcome, code, action: rule.action, origin: rule.origin,
    peers: elements(match.peers, (peer) => peer.possibly, connections), ports: elements(match.items, (item) => item.connections, connections),
    isByAddress: asksForAddress(match), connections, message: sentence(setting, { code, connections, rule }),
  }, rule, tier);
}

/** The step of a rule in front of the own end that says nothing about what was asked, with the reason. */
export function missedStep(setting: Setting, tier: Tier, match: RuleMatch): Draft {
  const { rule } = match; const { code, detail } = nearMiss(match, setting);
  return {
    tier: tier.kind, tierName: tier.name, order: NO_PLACE, outcome: tier.reading === 'union' ? 'DOES_NOT_ADMIT' : 'NOT_APPLICABLE', code, action: rule.action, origin: rule.origin,
    peers: NO_ELEMENT, ports: NO_ELEMENT,
    isByAddress: asksForAddress(match), connections: EMPTY, message: sentence(setting, { code, connections: setting.asked, rule, detail }),
  };
}

/** What a rule that decided something says besides, where it says anything. */
function withRemarks(draft: Draft, { note, differs, condition, role }: Rule, { reading }: Tier): Draft {
  const isWithoutOrder = draft.outcome === 'DENIES' && reading === 'union' && role === 'rule';
  const holdsIf = draft.outcome === 'ADMITS' ? condition : undefined;
  if (note === undefined && differs === undefined && holdsIf === undefined && !isWithoutOrder) return draft;
  return { ...draft, ...(note !== undefined && { note }), ...(differs !== undefined && { differs }), ...(holdsIf !== undefined && { condition: holdsIf }), ...(isWithoutOrder && { isWithoutOrder }) };
}

const NO_ELEMENT: readonly number[] = [];

/** The indexes of the elements that have something in common with the connections. */
function elements<T extends { readonly element: number | null }>(parts: readonly T[], setOf: (part: T) => ConnectionSet, connections: ConnectionSet): readonly number[] {
  const indexes: number[] = [];
  for (const part of parts) if (part.element !== null && !indexes.includes(part.element) && !isEmptySet(intersect(setOf(part), connections))) indexes.push(part.element);
  return indexes.length < 2 ? indexes : indexes.sort((a, b) => a - b);
}

function outcomeOf(rule: Rule, tier: Tier): StepOutcome {
  if (rule.action === 'allow') return 'ADMITS';
  if (rule.action === 'pass') return 'PASSES';
  // Only a tier that has a deny of its own denies; a NetworkPolicy does not admit.
  return tier.kind === 'NETWORK_POLICY' ? 'DOES_NOT_ADMIT' : 'DENIES';
}

function codeOf(rule: Rule, tier: Tier): ExplanationCode {
  if (rule.code !== undefined) return rule.code;
  if (rule.role === 'isolation') return 'ISOLATED_NO_RULE_ADMITS';
  if (rule.role === 'default' && rule.action === 'deny') return 'TIER_DEFAULT_DENY';
  switch (tier.kind) {
    case 'ADMIN': return ({ allow: 'ADMIN_ACCEPT', deny: 'ADMIN_DENY', pass: 'ADMIN_PASS' } as const)[rule.action];
    case 'BASELINE': return ({ allow: 'BASELINE_ALLOW', deny: 'BASELINE_DENY', pass: 'TIER_PASS' } as const)[rule.action];
    case 'NETWORK_POLICY': case 'ENFORCER': case 'DEFAULT': return ({ allow: 'ADMITTED_BY_RULE', deny: 'DENY_RULE', pass: 'TIER_PASS' } as const)[rule.action];
  }
}

function asksForAddress({ rule: { peers } }: RuleMatch): boolean {
  if (peers !== 'any') for (const { inside, outside } of peers) if (inside !== undefined || outside !== undefined) return true;
  return false;
}

/** Whether it is by a condition on the labels of nodes that the peer may match. */
const asksForNode = ({ rule: { peers }, peers: matches }: RuleMatch): boolean =>
  peers !== 'any' && peers.some(({ labels, host }, index) => labels !== undefined && host !== undefined && !isEmptySet(matches[index]?.possibly ?? EMPTY));

/** Whether it is not known who filters an endpoint. */
const isEnforcementOpen = (endpoint: Endpoint | null): boolean => endpoint?.unknownLabelPrefix !== undefined && ENFORCED_PREFIX.startsWith(endpoint.unknownLabelPrefix);

/** Why the match is open: the rule itself, labels that were not collected, or addresses that nothing has yet. */
function unknownCode(match: RuleMatch, { own: { endpoint } }: Setting): ExplanationCode {
  if (match.own === 'maybe' && isEnforcementOpen(endpoint)) return 'NODE_NOT_ENFORCING';
  if (match.rule.certainty === 'uncertain') return match.rule.code ?? 'POLICY_UNREADABLE';
  if (match.own === 'yes' && asksForNode(match)) return 'NODE_UNKNOWN';
  return match.own === 'yes' && asksForAddress(match) ? 'ADDRESS_UNKNOWN' : 'NAMESPACE_SYNTHESISED';
}
