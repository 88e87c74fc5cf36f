import { checkPeers, type PeerRules } from './check-peers.ts';
import { isGiven } from './check-fields.ts';
import type { AdminEgressPeer, AdminIngressPeer } from './manifest.ts';
import type { AdminReporter } from './problem.ts';

/** A rule whose structure is right and whose words are not checked yet. */
export interface RawAdminRule {
  readonly name?: string | null;
  readonly action?: string | null;
  readonly from?: readonly AdminIngressPeer[] | null;
  readonly to?: readonly AdminEgressPeer[] | null;
}

/** What the APIs do not have in common. */
export interface RuleRules<Rule extends RawAdminRule> extends PeerRules {
  readonly actions: readonly string[];
  readonly mostRules: number;
  /** Checks what limits the traffic of a rule, and what its peers and its traffic do not allow together. */
  readonly checkTraffic: (rule: Rule, pointer: string, reporter: AdminReporter) => void;
}

/** Checks one direction's list of rules. */
export function checkRules<Rule extends RawAdminRule>(list: readonly Rule[] | null | undefined, field: 'from' | 'to', rules: RuleRules<Rule>, reporter: AdminReporter): void {
  const pointer = field === 'from' ? '/spec/ingress' : '/spec/egress';
  if ((list?.length ?? 0) > rules.mostRules) reporter.refuse(pointer, 'TOO_MANY', `at most ${String(rules.mostRules)} rules are allowed, and there are ${String(list?.length)}`);
  (list ?? []).forEach((rule, index) => {
    const at = `${pointer}/${String(index)}`;
    if (!isGiven(rule.action)) reporter.refuse(at, 'FIELD_MISSING', 'action is required');
    else if (!rules.actions.includes(rule.action as string)) reporter.refuse(`${at}/action`, 'ACTION_INVALID', `the action must be ${rules.actions.join(' or ')}`);
    if ((rule.name?.length ?? 0) > 100) reporter.refuse(`${at}/name`, 'RULE_NAME_INVALID', 'a rule\'s name has at most 100 characters');
    checkPeers(rule[field], `${at}/${field}`, rules, reporter);
    rules.checkTraffic(rule, at, reporter);
  });
}
