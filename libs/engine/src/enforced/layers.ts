import { intersect, type FamilyMask } from '../model/connection-set.ts';
import type { Direction, Endpoint, Firewalls, PeerCondition, Rule, Tier } from '../model/firewalls.ts';
import type { LabelExpression, Labels } from '../model/label-expression.ts';

/**
 * Several enforcers in front of the same endpoints, all of which have to admit a connection. An enforcer becomes one
 * tier that hands on what it allows; the last one keeps its tiers. They see endpoints by labels of their own, so the
 * keys of all but the last get a mark behind them, where an unknown prefix still covers them.
 */
export function layered(layers: readonly [Firewalls, ...Firewalls[]]): Firewalls {
  // Only the last may hand on within itself.
  const [last, ...others] = [...layers].sort((a, b) => Number(hasPass(b)) - Number(hasPass(a)));
  const whole = others.reduce<Firewalls>((below, above, index) => both(above, below, `#${String(index + 1)}`), last ?? layers[0]);
  return layers.length === 1 ? whole : { ...whole, enforcer: { ...whole.enforcer, name: layers.map(({ enforcer }) => enforcer.name).join('+') } };
}

const hasPass = ({ tiers }: Firewalls): boolean => [...tiers.ingress, ...tiers.egress].some(({ rules }) => rules.some(({ action }) => action === 'pass'));

function both(above: Firewalls, below: Firewalls, mark: string): Firewalls {
  const byRef = new Map(above.endpoints.map((endpoint) => [endpoint.ref, endpoint]));
  const endpoints = below.endpoints.map((endpoint) => joined(byRef.get(endpoint.ref), endpoint, mark));
  const tiers = (direction: Direction): readonly Tier[] => [flattened(above, direction, mark), ...below.tiers[direction]];
  const isFamilyBlind = above.isFamilyBlind === true && below.isFamilyBlind === true;
  return {
    ...(isFamilyBlind && { isFamilyBlind }), endpoints, tiers: { ingress: tiers('ingress'), egress: tiers('egress') }, universe: intersect(above.universe, below.universe), absent: below.absent,
    enforcer: { name: below.enforcer.name, version: null, settings: { ...above.enforcer.settings, ...below.enforcer.settings } },
    caveats: [...above.caveats, ...below.caveats], departures: [...above.departures ?? [], ...below.departures ?? []],
    ...(below.directory !== undefined && {
      directory: {
        ...below.directory,
        supposePod: (ref, namespace, labels) => joined(above.directory?.supposePod(ref, namespace, labels), below.directory?.supposePod(ref, namespace, labels) as Endpoint, mark),
      },
    }),
  };
}

function joined(above: Endpoint | undefined, below: Endpoint, mark: string): Endpoint {
  if (above === undefined) return below;
  const prefixes = [above.unknownLabelPrefix, below.unknownLabelPrefix].filter((prefix) => prefix !== undefined);
  const marked: Labels = Object.fromEntries(Object.entries(above.labels).map(([key, value]) => [key + mark, value]));
  return {
    ...below, labels: { ...below.labels, ...marked }, isGoverned: above.isGoverned || below.isGoverned, families: (above.families & below.families) as FamilyMask,
    ...(prefixes.length > 0 && { unknownLabelPrefix: commonPrefix(prefixes) }),
    caveats: [...below.caveats, ...above.caveats.filter((caveat) => !below.caveats.some(({ code, message }) => code === caveat.code && message === caveat.message))],
  };
}

function commonPrefix(texts: readonly string[]): string {
  const [first = '', ...rest] = texts;
  let length = first.length;
  for (const text of rest) while (!text.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}

/** One tier with the rules of all: without a pass in them, what a tier does not decide goes on to the next rule either way. */
function flattened({ tiers, enforcer }: Firewalls, direction: Direction, mark: string): Tier {
  return { kind: 'ENFORCER', name: enforcer.name, reading: 'first-match', rules: tiers[direction].flatMap(({ rules }) => rules).flatMap((rule) => handingOn(rule, mark)) };
}

/** A rule whose allow is only this enforcer's. Of one that hands on to a tier that no longer stands apart the end is open. */
function handingOn(rule: Rule, mark: string): readonly Rule[] {
  const marked: Rule = {
    ...rule, own: markedExpression(rule.own, mark), peers: rule.peers === 'any' ? 'any' : rule.peers.map((condition) => markedCondition(condition, mark)),
  };
  if (rule.action === 'deny') return [marked];
  if (rule.action === 'allow') return [{ ...marked, action: 'pass' }];
  const open: Rule = { ...marked, certainty: 'uncertain', code: 'SECOND_ENFORCER' };
  return [open, { ...open, action: 'deny' }];
}

const markedCondition = ({ labels, ...condition }: PeerCondition, mark: string): PeerCondition => (labels === undefined ? condition : { ...condition, labels: markedExpression(labels, mark) });

function markedExpression(expression: LabelExpression, mark: string): LabelExpression {
  switch (expression.op) {
    case 'all': case 'none': return expression;
    case 'in': case 'notIn': case 'exists': case 'missing': return { ...expression, key: expression.key + mark };
    case 'and': case 'or': return { ...expression, of: expression.of.map((part) => markedExpression(part, mark)) };
    case 'not': return { ...expression, of: markedExpression(expression.of, mark) };
  }
}
