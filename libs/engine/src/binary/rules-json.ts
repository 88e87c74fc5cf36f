import type { AddressSet } from '../model/address.ts';
import type { Caveat, Direction, Firewalls, Origin, PeerAssumption, PeerCondition, Rule, Tier } from '../model/firewalls.ts';
import type { LabelExpression } from '../model/label-expression.ts';
import type { SourceLocation } from '../model/location.ts';
import { check } from './format.ts';
import { createPool, fromPool, type Pool } from './pool.ts';
import { parsed } from './sections.ts';

/** A set of addresses as JSON has it: it knows no integers of 128 bits. */
interface AddressSetJson { readonly ipv4: readonly number[]; readonly ipv6: readonly string[] }
interface AssumptionJson { readonly peer: PeerAssumption['peer']; readonly caveat: number }
/** A condition whose parts are numbers in pools. */
type PeerJson = Omit<PeerCondition, 'labels' | 'inside' | 'outside' | 'except' | 'assumes'> & { readonly labels?: number; readonly inside?: number; readonly outside?: number; readonly except?: number; readonly assumes?: readonly number[] };
type OriginJson = Omit<Origin, 'source'> & { readonly source: number | null };
type RuleJson = Omit<Rule, 'own' | 'peers' | 'condition' | 'note' | 'origin'> & { readonly own: number; readonly peers: 'any' | readonly PeerJson[]; readonly condition?: number; readonly note?: number; readonly origin: OriginJson | null };
type TierJson = Omit<Tier, 'rules'> & { readonly rules: readonly RuleJson[] };

interface RulesJson {
  readonly expressions: readonly LabelExpression[];
  readonly addresses: readonly AddressSetJson[];
  readonly caveats: readonly Caveat[];
  readonly assumptions: readonly AssumptionJson[];
  readonly sources: readonly SourceLocation[];
  readonly tiers: Readonly<Record<Direction, readonly TierJson[]>>;
}

interface Pools { readonly expressions: Pool<LabelExpression>; readonly addresses: Pool<AddressSet>; readonly caveats: Pool<Caveat>; readonly assumptions: Pool<PeerAssumption>; readonly sources: Pool<SourceLocation> }

const addressesJson = ({ ipv4, ipv6 }: AddressSet): AddressSetJson => ({ ipv4, ipv6: ipv6.map(String) });

/** Every rule as JSON, with what rules share written once. */
export function rulesJson({ tiers }: Firewalls): string {
  const pools: Pools = {
    expressions: createPool(), addresses: createPool((set) => JSON.stringify(addressesJson(set))), caveats: createPool(), assumptions: createPool(), sources: createPool(),
  };
  const written = (of: readonly Tier[]): readonly TierJson[] => of.map((tier) => ({ ...tier, rules: tier.rules.map((rule) => ruleJson(rule, pools)) }));
  const json: Pick<RulesJson, 'tiers'> = { tiers: { ingress: written(tiers.ingress), egress: written(tiers.egress) } };
  const assumptions = pools.assumptions.all.map(({ peer, caveat }): AssumptionJson => ({ peer, caveat: pools.caveats.idOf(caveat) }));
  return JSON.stringify({
    expressions: pools.expressions.all, addresses: pools.addresses.all.map(addressesJson), assumptions, caveats: pools.caveats.all, sources: pools.sources.all, ...json,
  } satisfies RulesJson);
}

function ruleJson({ own, peers, condition, note, origin, ...rest }: Rule, pools: Pools): RuleJson {
  return {
    ...rest, own: pools.expressions.idOf(own), peers: peers === 'any' ? peers : peers.map((peer) => peerJson(peer, pools)),
    ...(condition !== undefined && { condition: pools.caveats.idOf(condition) }), ...(note !== undefined && { note: pools.caveats.idOf(note) }),
    origin: origin === null ? null : { ...origin, source: origin.source === null ? null : pools.sources.idOf(origin.source) },
  };
}

function peerJson({ labels, inside, outside, except, assumes, ...rest }: PeerCondition, { expressions, addresses, assumptions }: Pools): PeerJson {
  return {
    ...rest, ...(labels !== undefined && { labels: expressions.idOf(labels) }), ...(inside !== undefined && { inside: addresses.idOf(inside) }),
    ...(outside !== undefined && { outside: addresses.idOf(outside) }), ...(except !== undefined && { except: addresses.idOf(except) }), ...(assumes !== undefined && { assumes: assumes.map((each) => assumptions.idOf(each)) }),
  };
}

interface Read { readonly expressions: readonly LabelExpression[]; readonly addresses: readonly AddressSet[]; readonly caveats: readonly Caveat[]; readonly assumptions: readonly PeerAssumption[]; readonly sources: readonly SourceLocation[] }

/** The tiers behind JSON that {@link rulesJson} has written; what they share is one object again. */
export function tiersFrom(text: string, sharedCaveat: (caveat: Caveat) => Caveat): Firewalls['tiers'] {
  const json = parsed(text) as RulesJson;
  check(Array.isArray(json.expressions) && Array.isArray(json.caveats), 'its rules are damaged');
  const caveats = json.caveats.map(sharedCaveat);
  const read: Read = {
    expressions: json.expressions, caveats, sources: json.sources, addresses: json.addresses.map(({ ipv4, ipv6 }) => ({ ipv4, ipv6: ipv6.map(BigInt) })),
    assumptions: json.assumptions.map(({ peer, caveat }) => ({ peer, caveat: fromPool(caveats, caveat) })),
  };
  const tiers = (of: readonly TierJson[]): readonly Tier[] => of.map((tier) => ({ ...tier, rules: tier.rules.map((rule) => ruleFrom(rule, read)) }));
  return { ingress: tiers(json.tiers.ingress), egress: tiers(json.tiers.egress) };
}

function ruleFrom({ own, peers, condition, note, origin, ...rest }: RuleJson, read: Read): Rule {
  return {
    ...rest, own: fromPool(read.expressions, own), peers: peers === 'any' ? peers : peers.map((peer) => peerFrom(peer, read)),
    ...(condition !== undefined && { condition: fromPool(read.caveats, condition) }), ...(note !== undefined && { note: fromPool(read.caveats, note) }),
    origin: origin === null ? null : { ...origin, source: origin.source === null ? null : fromPool(read.sources, origin.source) },
  };
}

function peerFrom({ labels, inside, outside, except, assumes, ...rest }: PeerJson, { expressions, addresses, assumptions }: Read): PeerCondition {
  return {
    ...rest, ...(labels !== undefined && { labels: fromPool(expressions, labels) }), ...(inside !== undefined && { inside: fromPool(addresses, inside) }),
    ...(outside !== undefined && { outside: fromPool(addresses, outside) }), ...(except !== undefined && { except: fromPool(addresses, except) }), ...(assumes !== undefined && { assumes: assumes.map((id) => fromPool(assumptions, id)) }),
  };
}
