import type { Rule } from '../../../model/firewalls.ts';
import type { Deviation } from '../deviation.ts';
import { mapConditions } from './map-conditions.ts';

/** A block of IPv6 makes programming end with an error once the pods are isolated: which other rules of the policy came before it is open. */
export const ipv6RuleErrorFailsClosed: Deviation = {
  code: 'FIELD_NOT_HONOURED', says: 'has an IPv6 block, at which programming its rules ends',
  rules: (rules) => rules.map((rule): Rule => ({ ...mapConditions(rule, (condition) => ((condition.inside?.ipv6.length ?? 0) > 0 ? [] : [condition])), certainty: 'uncertain', code: 'FIELD_NOT_HONOURED' })),
};
