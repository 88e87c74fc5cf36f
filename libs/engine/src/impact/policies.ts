import type { Direction, Firewalls, Origin, Rule, Tier } from '../model/firewalls.ts';
import { groupedBy } from '../model/grouped-by.ts';
import { expressionText } from '../model/label-expression.ts';
import { identityKey } from '../model/location.ts';

/** Rules of the normal form that are taken away together. */
export type Removal = Readonly<Record<Direction, ReadonlySet<Rule>>>;

/** One line of a policy: an enforcer may have made several rules of it. */
export interface PolicyLine { readonly origin: Origin; readonly direction: Direction; readonly reading: Tier['reading']; readonly removal: Removal }

/** A policy as what it brings into the firewalls. */
export interface Policy { readonly origin: Origin; readonly removal: Removal; readonly lines: readonly PolicyLine[] }

interface Stood { readonly direction: Direction; readonly tier: Tier; readonly rule: Rule; readonly origin: Origin }

const DIRECTIONS: readonly Direction[] = ['ingress', 'egress'];

/** Every policy that some rule comes from, in order of its first rule. */
export function policiesOf({ tiers }: Firewalls): readonly Policy[] {
  const stood = DIRECTIONS.flatMap((direction) => tiers[direction].flatMap((tier) => tier.rules.flatMap((rule): readonly Stood[] => (
    rule.origin === null ? [] : [{ direction, tier, rule, origin: rule.origin }]
  ))));
  const exemptions = { ingress: exemptionsOf(tiers.ingress), egress: exemptionsOf(tiers.egress) };
  return [...groupedBy(stood, ({ origin }) => identityKey(origin)).values()].map((ofPolicy): Policy => {
    const removed = (direction: Direction): readonly Rule[] => ofPolicy.filter((each) => each.direction === direction).map(({ rule }) => rule);
    const all = (direction: Direction): readonly Rule[] => [...removed(direction), ...exemptions[direction](removed(direction))];
    return { origin: ofPolicy[0]!.origin, removal: { ingress: new Set(all('ingress')), egress: new Set(all('egress')) }, lines: linesOf(ofPolicy) };
  });
}

function linesOf(ofPolicy: readonly Stood[]): readonly PolicyLine[] {
  const lines = ofPolicy.filter(({ rule, origin }) => rule.role === 'rule' && origin.rule !== null);
  return [...groupedBy(lines, ({ direction, origin }) => `${direction} ${origin.pointer}`).values()].map((ofLine): PolicyLine => {
    const { direction, origin, tier } = ofLine[0]!; const rules = new Set(ofLine.map(({ rule }) => rule));
    return { origin, direction, reading: tier.reading, removal: { ingress: NOTHING, egress: NOTHING, [direction]: rules } };
  });
}

const NOTHING: ReadonlySet<Rule> = new Set();

/**
 * What stands in the firewalls only for the sake of isolation: allows for an endpoint's own node, of no policy, in front
 * of exactly those that isolating rules stand in front of. They go with the last of those.
 */
function exemptionsOf(tiers: readonly Tier[]): (removed: readonly Rule[]) => readonly Rule[] {
  const byOwn = new Map<string, { isolations: number; exemptions: Rule[] }>();
  const at = (rule: Rule): { isolations: number; exemptions: Rule[] } => {
    const key = expressionText(rule.own); const found = byOwn.get(key) ?? { isolations: 0, exemptions: [] };
    byOwn.set(key, found);
    return found;
  };
  for (const { rules } of tiers) for (const rule of rules) {
    if (rule.role === 'isolation') at(rule).isolations += 1;
    else if (isForOwnNode(rule)) at(rule).exemptions.push(rule);
  }
  return (removed) => [...groupedBy(removed.filter(({ role }) => role === 'isolation'), ({ own }) => expressionText(own))]
    .flatMap(([own, gone]) => (byOwn.get(own)?.isolations === gone.length ? byOwn.get(own)?.exemptions ?? [] : []));
}

const isForOwnNode = ({ role, origin, action, peers }: Rule): boolean => role === 'default' && origin === null && action === 'allow' && peers !== 'any' && peers.every(({ host }) => host === 'local');
