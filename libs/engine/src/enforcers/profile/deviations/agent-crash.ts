import type { Rule, Tier } from '../../../model/firewalls.ts';
import { PODS } from '../../reference/admin-rules.ts';
import type { Deviation } from '../deviation.ts';

/** The policy ends the agent whenever it reads it, so that nobody knows what is programmed for any pod. */
export const agentCrash: Deviation = {
  code: 'POLICY_REJECTED', says: 'ends the agent, again after each restart',
  before: (policies): readonly Tier[] => {
    const [first] = policies;
    if (first === undefined) return [];
    const { group, kind, namespace, name, source } = first.document;
    const unknown: Omit<Rule, 'action'> = { own: PODS, peers: 'any', traffic: 'any', certainty: 'uncertain', code: 'AGENT_CRASHED', role: 'rule', origin: { group, kind, namespace, name, source, rule: null, ruleName: null, pointer: '/spec' } };
    return [{ kind: 'ENFORCER', name: 'agent', reading: 'first-match', rules: [{ ...unknown, action: 'allow' }, { ...unknown, action: 'deny' }] }];
  },
};
