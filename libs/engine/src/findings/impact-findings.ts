import type { PolicyImpact, RuleImpact } from '../impact/policy-impact.ts';
import type { Finding } from '../model/diagnostic.ts';
import type { Origin } from '../model/firewalls.ts';
import { identityKey } from '../model/location.ts';
import type { FindingCode } from './finding-code.ts';
import { findingOf, type Report } from './report.ts';
import type { Subject } from './subject.ts';
import { listWords, policyText } from './words.ts';

/** Codes that say the same of a policy, or why it can have no effect. */
const OF_POLICY: ReadonlySet<string> = new Set<FindingCode>(['POLICY_REDUNDANT', 'POLICY_SELECTS_NOTHING', 'POLICY_SELECTS_HOST_NETWORK']);
/** Codes that say the same of one rule. */
const OF_RULE: ReadonlySet<string> = new Set<FindingCode>(['RULE_REDUNDANT', 'RULE_SHADOWED', 'RULE_OVERRULED', 'ONE_SIDED_RULE', 'PASS_WITHOUT_EFFECT', 'BASELINE_UNREACHABLE']);

/**
 * Policies that could be removed alone and no answer would be another, and rules like that of the other policies, one
 * finding for each policy: those without any trace first. True for the pods that there are now. What `told` says
 * already is not said again; rules that match nothing are what other findings are about.
 */
export function impactFindings(subject: Subject, impacts: readonly PolicyImpact[], told: readonly Finding[]): readonly Finding[] {
  const documents = new Map(subject.snapshot.policies.map((policy) => [identityKey(policy), policy]));
  const policies = new Set(told.flatMap(({ code, resource }) => (resource !== undefined && OF_POLICY.has(code) ? [identityKey(resource)] : [])));
  const rules = new Set(told.flatMap(({ code, resource, path }) => (resource !== undefined && OF_RULE.has(code) ? [`${identityKey(resource)} ${path ?? ''}`] : [])));
  // Of rules that stand in for each other one at least has to stay, and another finding has chosen which.
  const isKept = ({ shadowedBy }: RuleImpact): boolean => shadowedBy.length > 0 && shadowedBy.every((origin) => policies.has(identityKey(origin)) || rules.has(`${identityKey(origin)} ${origin.pointer}`));
  const found = impacts.flatMap((impact): readonly Report[] => {
    if (policies.has(identityKey(impact.policy))) return [];
    if (impact.effect !== 'END_TO_END') return impact.rules.some(isKept) ? [] : [wholePolicy(impact)];
    const idle = impact.rules.filter((rule) => (rule.status === 'REDUNDANT' || rule.status === 'SHADOWED') && !rules.has(`${identityKey(rule.origin)} ${rule.origin.pointer}`) && !isKept(rule));
    return idle.length === 0 ? [] : [someRules(impact, idle)];
  });
  return found.sort((a, b) => RANKS.indexOf(a.severity) - RANKS.indexOf(b.severity)).map((report) => findingOf({ documents }, report));
}

const RANKS: readonly Report['severity'][] = ['low', 'info'];

function wholePolicy({ policy, effect, rules }: PolicyImpact): Report {
  const isDefaultDeny = rules.length === 0;
  const why = effect === 'OWN_SIDE' ? 'what it admits or blocks is blocked at the other end of every connection'
    : isDefaultDeny ? 'other policies isolate its pods too, or leave it nothing to decide' : instead(rules) ?? 'nothing in front of its pods comes out otherwise';
  return {
    code: 'POLICY_WITHOUT_IMPACT', severity: effect === 'NONE' && !isDefaultDeny ? 'low' : 'info', culprit: policy, pointer: '/spec',
    message: `${policyText(policy)} could be removed and no pair of the pods, nodes and addresses that there are now would get another answer: ${why}.`,
  };
}

function someRules({ policy }: PolicyImpact, idle: readonly RuleImpact[]): Report {
  const [first] = idle; const isOne = idle.length === 1;
  const names = listWords(idle.map(({ origin, direction }) => `${direction} rule ${String(origin.rule)}`));
  const others = instead(idle) ?? (idle.every(({ isOwnSide }) => isOwnSide) ? `what ${isOne ? 'it says' : 'they say'} is blocked at the other end of every connection` : 'nothing comes out otherwise');
  return {
    code: 'RULES_WITHOUT_IMPACT', severity: 'info', culprit: policy, pointer: isOne && first !== undefined ? first.origin.pointer : '/spec',
    message: `Of ${policyText(policy)} ${names} could be removed, ${isOne ? '' : 'each by itself, '}and no answer would be another for the pods, nodes and addresses that there are now: ${others}.`,
    about: isOne ? '' : idle.map(({ origin }) => origin.pointer).join(' '),
  };
}

/** Who decides what the rules are about in their stead, perhaps otherwise; null where nobody that has a name does. */
function instead(rules: readonly RuleImpact[]): string | null {
  const others = new Map<string, Origin>(rules.flatMap(({ shadowedBy }) => shadowedBy.map((origin) => [identityKey(origin), origin] as const)));
  return others.size === 0 ? null : `${listWords([...others.values()].map(policyText))} ${others.size === 1 ? 'decides' : 'decide'} instead`;
}
