import type { Direction, Firewalls, Rule, Tier } from './firewalls.ts';

/** Firewalls by which of their rules about source ports a question comes to: few ports tell them apart. */
const known = new WeakMap<Firewalls, Map<string, Firewalls>>();

/**
 * The firewalls as they stand before connections that come from one port, so that rules about source ports are sure.
 * Without a port, or where no rule asks for one, they are the given ones; equal calls give one object.
 */
export function atSourcePort(firewalls: Firewalls, port: number | undefined): Firewalls {
  if (port === undefined) return firewalls;
  const asking = askingRules(firewalls);
  if (asking.length === 0) return firewalls;
  const key = asking.map(({ sourcePorts = [] }) => (holds(sourcePorts, port) ? '1' : '0')).join('');
  const variants = known.get(firewalls) ?? new Map<string, Firewalls>();
  known.set(firewalls, variants);
  let found = variants.get(key);
  if (found === undefined) {
    found = { ...firewalls, tiers: { ingress: at(firewalls, 'ingress', port), egress: at(firewalls, 'egress', port) } };
    variants.set(key, found);
  }
  return found;
}

const askingRules = ({ tiers }: Firewalls): readonly Rule[] => [...tiers.ingress, ...tiers.egress].flatMap(({ rules }) => rules.filter(({ sourcePorts }) => sourcePorts !== undefined));

const holds = (intervals: readonly number[], port: number): boolean => intervals.some((first, index) => index % 2 === 0 && first <= port && port <= (intervals[index + 1] ?? first));

const at = ({ tiers }: Firewalls, direction: Direction, port: number): readonly Tier[] => tiers[direction].map((tier) => ({ ...tier, rules: tier.rules.flatMap((rule) => ruleAt(rule, port)) }));

function ruleAt(rule: Rule, port: number): readonly Rule[] {
  const { sourcePorts, code, ...rest } = rule;
  if (sourcePorts === undefined) return [rule];
  if (!holds(sourcePorts, port)) return [];
  // What is uncertain for another reason besides stays so.
  return [code === undefined || code === 'DEPENDS_ON_SOURCE_PORT' ? { ...rest, certainty: 'certain' } : { ...rest, code }];
}
