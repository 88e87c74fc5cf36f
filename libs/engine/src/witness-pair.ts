import { atomOf } from './compile/address-atoms.ts';
import type { View } from './compile/view.ts';
import { addressText, NO_ADDRESSES, rangesOf, type Address, type AddressRange } from './model/address.ts';
import type { PairEnd, Selection, TrafficQuestion } from './model/question.ts';
import type { Verdict } from './model/verdict.ts';
import { isPassThrough, trafficAtBackend } from './model/service-hop.ts';
import { canReach } from './query/can-reach.ts';

/** One concrete end with the reference that people know it by. */
export interface WitnessEnd {
  readonly ref: string;
  readonly end: PairEnd;
  /** What a question to a Service asks of this end; null where it is asked what the question says. */
  readonly traffic: TrafficQuestion | null;
}
export interface WitnessPair { readonly from: WitnessEnd; readonly to: WitnessEnd }

interface Ends { readonly from: Selection; readonly to: Selection; readonly traffic: TrafficQuestion | null }

/** A witness only illustrates, so the search for a telling one is cut off. */
const MOST_TRIED = 2_000;

/** Which pair tells most, by the verdict of the whole question: the first that is there. */
const TELLING: Readonly<Record<Verdict, readonly Verdict[]>> = {
  ALLOWED: ['ALLOWED'], DENIED: ['DENIED'], PARTIAL: ['DENIED', 'PARTIAL', 'UNKNOWN'], UNKNOWN: ['UNKNOWN', 'DENIED', 'PARTIAL'],
};

/** One concrete pair that shows the answer to a question; null where the question has no pair. */
export function witnessPair(view: View, { from, to, traffic }: Ends, verdict: Verdict): WitnessPair | null {
  const { service } = to;
  const pairs = pairsOf(candidates(view, from), service === undefined || isPassThrough(service) ? candidates(view, to) : backends(view, service, traffic));
  const [first] = pairs;
  if (first === undefined || pairs.length === 1) return first ?? null;
  const telling = TELLING[verdict];
  let best = first; let bestRank = telling.length;
  for (const pair of pairs.slice(0, MOST_TRIED)) {
    const rank = telling.indexOf(canReach(view, { from: only(pair.from), to: { ...only(pair.to), ...(service !== undefined && { service }) }, traffic }).verdict);
    if (rank === -1 || rank >= bestRank) continue;
    best = pair; bestRank = rank;
    if (rank === 0) break;
  }
  return best;
}

/** Two of a class, so that a class paired with itself still has a pair of different pods. */
const OF_EACH_CLASS = 2;

/** Says yes to the first few of each kind. */
function fewOfEach(): (kind: number | string, most: number) => boolean {
  const taken = new Map<number | string, number>();
  return (kind, most) => {
    const count = taken.get(kind) ?? 0;
    taken.set(kind, count + 1);
    return count < most;
  };
}

function candidates(view: View, selection: Selection): readonly WitnessEnd[] {
  const isWanted = fewOfEach(); const ends: WitnessEnd[] = [];
  for (const index of selection.endpoints) {
    if (isWanted(view.classes.ofEndpoint[index] ?? -1, OF_EACH_CLASS)) ends.push({ ref: view.firewalls.endpoints.at(index)?.ref ?? '', end: { kind: 'endpoint', index }, traffic: null });
  }
  for (const range of rangesOf(selection.external)) {
    for (const address of addressesOf(view, range)) if (isWanted(slotOfAddress(view, address), 1)) ends.push({ ref: `ip:${addressText(address)}`, end: { kind: 'address', address }, traffic: null });
  }
  return ends;
}

const slotOfAddress = (view: View, address: Address): number => view.classes.count + (view.atoms.classOfAtom[atomOf(view.atoms, address)] ?? 0);

/** What stands behind the ports of a Service that are asked for, each with what is asked of it. */
function backends(view: View, service: NonNullable<Selection['service']>, traffic: TrafficQuestion | null): readonly WitnessEnd[] {
  const isWanted = fewOfEach();
  return service.facts.backends.flatMap((backend): readonly WitnessEnd[] => {
    const { end } = backend; const asked = trafficAtBackend(service, traffic, backend);
    const slot = typeof end === 'number' ? view.classes.ofEndpoint[end] ?? -1 : slotOfAddress(view, end);
    if (asked.text === '' || !isWanted(`${String(slot)} ${asked.text}`, OF_EACH_CLASS)) return [];
    if (typeof end !== 'number') return [{ ref: `ip:${addressText(end)}`, end: { kind: 'address', address: end }, traffic: asked }];
    return [{ ref: view.firewalls.endpoints.at(end)?.ref ?? '', traffic: asked, end: { kind: 'endpoint', index: end, ...(service.facts.kind === 'translated' && { isThroughService: true as const }) } }];
  });
}

/** The first address of a range within each stretch that rules tell apart. */
function addressesOf(view: View, range: AddressRange): readonly Address[] {
  const first = startOf(range);
  const last: Address = range.family === 4 ? { family: 4, value: range.last } : { family: 6, value: range.last };
  const addresses = [first];
  for (let atom = atomOf(view.atoms, first) + 1; atom <= atomOf(view.atoms, last); atom += 1) {
    const stretch = view.atoms.ranges[atom];
    if (stretch !== undefined) addresses.push(startOf(stretch));
  }
  return addresses;
}

const startOf = (range: AddressRange): Address => (range.family === 4 ? { family: 4, value: range.first } : { family: 6, value: range.first });

/** Pairs of different ends; an end with itself only where nothing else was asked about. */
function pairsOf(sources: readonly WitnessEnd[], targets: readonly WitnessEnd[]): readonly WitnessPair[] {
  const pairs: WitnessPair[] = [];
  const [source] = sources; const [target] = targets;
  if (sources.length === 1 && targets.length === 1 && source !== undefined && target !== undefined) return [{ from: source, to: target }];
  for (const from of sources) {
    for (const to of targets) if ((from.ref !== to.ref || isThroughService(to)) && canMeet(from, to)) pairs.push({ from, to });
    if (pairs.length > MOST_TRIED) break;
  }
  if (pairs.length > 0) return pairs;
  // An address stands for its whole stretch, so that alone it shows what two of the stretch do.
  return sources.flatMap((from) => targets.filter((to) => from.ref === to.ref && from.end.kind === 'address').map((to) => ({ from, to })));
}

/** Two addresses of unlike families are no pair that anything was asked about. */
const canMeet = (from: WitnessEnd, to: WitnessEnd): boolean => from.end.kind === 'endpoint' || to.end.kind === 'endpoint' || from.end.address.family === to.end.address.family;

const isThroughService = ({ end }: WitnessEnd): boolean => end.kind === 'endpoint' && end.isThroughService === true;

const only = ({ ref, end }: WitnessEnd): Selection => (end.kind === 'endpoint'
  ? { ref, endpoints: [end.index], external: NO_ADDRESSES, caveats: [] }
  : { ref, endpoints: [], external: end.address.family === 4 ? { ipv4: [end.address.value, end.address.value], ipv6: [] } : { ipv4: [], ipv6: [end.address.value, end.address.value] }, caveats: [] });
