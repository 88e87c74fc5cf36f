import type { ConnectionAnswer, Peer, PeerAnswer } from './answers.ts';
import { mergeCaveats } from './caveats.ts';
import { compile } from '../compile/compile.ts';
import type { View } from '../compile/view.ts';
import type { Caveat, Firewalls, Rule } from '../model/firewalls.ts';
import type { Reachability } from '../model/verdict.ts';

/** A view with no rule that has a condition but those of one, to see what they alone add. */
interface Part { readonly caveat: Caveat; readonly view: View }
interface Parts { readonly plain: View; readonly each: readonly Part[] }

/** So many conditions are told apart; more are spoken of together. */
const MOST = 3;

const known = new WeakMap<Firewalls, Parts | null>();

/** Null where no rule has a condition, as almost always. */
function partsOf({ firewalls }: View): Parts | null {
  let parts = known.get(firewalls);
  if (parts === undefined) {
    parts = createParts(firewalls);
    known.set(firewalls, parts);
  }
  return parts;
}

function createParts(firewalls: Firewalls): Parts | null {
  const conditions = new Map<string, Caveat>();
  for (const { condition } of [...firewalls.tiers.ingress, ...firewalls.tiers.egress].flatMap(({ rules }) => rules)) if (condition !== undefined) conditions.set(keyOf(condition), condition);
  if (conditions.size === 0) return null;
  const withOnly = (isKept: (condition: Caveat) => boolean): View => compile(keeping(firewalls, isKept));
  const byCode = new Map([...conditions.values()].map((condition) => [condition.code, condition]));
  const each = conditions.size <= MOST
    ? [...conditions.values()].map((caveat) => ({ caveat, view: withOnly((condition) => keyOf(condition) === keyOf(caveat)) }))
    : [...byCode.values()].map(({ code }) => ({ caveat: { code, resources: [], message: 'Some of it holds under conditions that differ from rule to rule; an explanation of one pair names them.' }, view: withOnly((condition) => condition.code === code) }));
  return { plain: withOnly(() => false), each };
}

const keyOf = ({ code, message }: Caveat): string => `${code} ${message}`;

function keeping(firewalls: Firewalls, isKept: (condition: Caveat) => boolean): Firewalls {
  const isThere = ({ condition }: Rule): boolean => condition === undefined || isKept(condition);
  const cut = (tiers: Firewalls['tiers']['ingress']): Firewalls['tiers']['ingress'] => tiers.map((tier) => ({ ...tier, rules: tier.rules.filter(isThere) }));
  return { ...firewalls, tiers: { ingress: cut(firewalls.tiers.ingress), egress: cut(firewalls.tiers.egress) } };
}

/** The rows of a set question, each with the conditions under which something in it holds that no other rule allows. */
export function peersWithConditions(view: View, ask: (view: View) => readonly PeerAnswer[]): readonly PeerAnswer[] {
  const parts = partsOf(view);
  if (parts === null) return ask(view);
  const plain = ledgerOf(ask(parts.plain).map((row) => ({ key: '', ...row })));
  const ledgers = parts.each.map(({ caveat, view: part }) => ({ caveat, ledger: ledgerOf(ask(part).map((row) => ({ key: '', ...row }))) }));
  return ask(view).map((row) => conditioned(row, ledgers.filter(({ ledger }) => ledger('', row.peer) !== plain('', row.peer)).map(({ caveat }) => caveat)));
}

/** The same of the whole list. Where rules have conditions, the lists without them are kept to compare with. */
export function* connectionsWithConditions(view: View, list: (view: View) => Iterable<ConnectionAnswer>): Iterable<ConnectionAnswer> {
  const parts = partsOf(view);
  if (parts === null) { yield* list(view); return; }
  const ledgers = (of: View): readonly [toPeers: Ledger, fromRanges: Ledger] => {
    const rows = [...list(of)];
    return [ledgerOf(rows.map(({ from, to, reachability }) => ({ key: from.ref, peer: to, reachability }))), ledgerOf(rows.map(({ from, to, reachability }) => ({ key: to.ref, peer: from, reachability })))];
  };
  const plain = ledgers(parts.plain); const each = parts.each.map(({ caveat, view: part }) => ({ caveat, of: ledgers(part) }));
  for (const row of list(view)) {
    const isFromRange = row.from.range !== null;
    const [key, peer] = isFromRange ? [row.to.ref, row.from] : [row.from.ref, row.to];
    const at = ([toPeers, fromRanges]: readonly [Ledger, Ledger]): string => (isFromRange ? fromRanges : toPeers)(key, peer);
    yield conditioned(row, each.filter(({ of }) => at(of) !== at(plain)).map(({ caveat }) => caveat));
  }
}

function conditioned<Row extends PeerAnswer | ConnectionAnswer>(row: Row, conditions: readonly Caveat[]): Row {
  return conditions.length === 0 ? row : { ...row, conditions, reachability: { ...row.reachability, caveats: mergeCaveats(row.reachability.caveats, conditions) } };
}

/** What is said of a peer, as a text that is equal where the same is said; of a range, stretch by stretch. */
type Ledger = (key: string, peer: Peer) => string;

function ledgerOf(rows: readonly { readonly key: string; readonly peer: Peer; readonly reachability: Reachability }[]): Ledger {
  const named = new Map<string, Reachability>(); const ranges = new Map<string, { readonly first: bigint; readonly last: bigint; readonly reachability: Reachability }[]>();
  for (const { key, peer, reachability } of rows) {
    if (peer.range === null) { named.set(`${key} ${peer.ref}`, reachability); continue; }
    const place = `${key} ${String(peer.range.family)}`; const list = ranges.get(place);
    const range = { first: BigInt(peer.range.first), last: BigInt(peer.range.last), reachability };
    if (list === undefined) ranges.set(place, [range]); else list.push(range);
  }
  return (key, { ref, range }) => {
    if (range === null) return textOf(named.get(`${key} ${ref}`));
    const [first, last] = [BigInt(range.first), BigInt(range.last)];
    const meeting = (ranges.get(`${key} ${String(range.family)}`) ?? []).filter((one) => one.first <= last && one.last >= first);
    return meeting.map((one) => `${String(one.first < first ? first : one.first)}-${String(one.last > last ? last : one.last)} ${textOf(one.reachability)}`).join(';');
  };
}

const textOf = (reachability: Reachability | undefined): string => (reachability === undefined ? '' : [reachability.allowed, reachability.partial, reachability.undecided].map(String).join('|'));
