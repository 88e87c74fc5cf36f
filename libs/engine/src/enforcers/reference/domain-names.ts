import type { Endpoint } from '../../model/firewalls.ts';
import { anyOf, type LabelExpression } from '../../model/label-expression.ts';
import type { AdminPolicy } from './admin-policy.ts';

/** Key of the name among the effective labels of what a DNS name stands for; nothing else has it. */
const NAME_KEY = '@name';

const canonical = (name: string): string => name.toLowerCase().replace(/\.$/, '');
const patternKey = (pattern: string): string => `${NAME_KEY}:${canonical(pattern)}`;

/** What was asked about by one of the names (AN-18, CN-11). */
export const namedBy = (patterns: readonly string[]): LabelExpression => anyOf(...patterns.map((pattern): LabelExpression => ({ op: 'exists', key: patternKey(pattern) })));

/** What was asked about by an address or as a node, so that a name may stand for it. */
export const NOT_NAMED: LabelExpression = { op: 'missing', key: NAME_KEY };

/** `*.` in front stands for one label or more, and never for none (AN-18). */
function matchesName(pattern: string, name: string): boolean {
  const wanted = canonical(pattern); const asked = canonical(name);
  return wanted.startsWith('*.') ? asked.endsWith(wanted.slice(1)) && asked.length > wanted.length - 1 : asked === wanted;
}

/** What a DNS name stands for: addresses that are not known, outside the cluster, and the names of rules that hold for it. */
export function supposedName(policies: readonly AdminPolicy[], ref: string, name: string): Endpoint {
  const patterns = policies.flatMap(({ rules }) => rules.egress.flatMap(({ peers }) => peers.flatMap(({ domainNames }) => domainNames ?? [])));
  const held = patterns.filter((pattern) => matchesName(pattern, name)).map((pattern) => [patternKey(pattern), ''] as const);
  return {
    index: -1, kind: 'name', ref, namespace: '', name: ref, labels: { [NAME_KEY]: canonical(name), ...Object.fromEntries(held) }, addresses: [], areAddressesKnown: false, families: 3,
    ports: [], node: null, isHost: false, isGoverned: false, workload: ref, owner: ref, pods: 1, caveats: [],
  };
}
