import { compile } from '../compile/compile.ts';
import { extendView } from '../compile/extend-view.ts';
import type { View } from '../compile/view.ts';
import { lowerReference } from '../enforcers/reference/lower.ts';
import { explainBounds } from '../explain/bounds.ts';
import { explainPair } from '../explain/explain-pair.ts';
import { addressText, NO_ADDRESSES, setOfRange, type Address, type AddressSet } from '../model/address.ts';
import { connections, equalSets, intersect, ofFamilies, type ConnectionSet } from '../model/connection-set.ts';
import { connectionText } from '../model/connection-text.ts';
import type { Endpoint, Endpoints, Firewalls } from '../model/firewalls.ts';
import type { PairEnd, Selection, TrafficQuestion } from '../model/question.ts';
import { canReach } from '../query/can-reach.ts';
import { pairBounds } from '../query/pair-bounds.ts';
import { readTexts } from '../read/session.ts';
import { buildSnapshot } from '../read/snapshot/build-snapshot.ts';
import { allEnds } from './random-firewalls.ts';
import { randomManifests } from './random-manifests.ts';
import { WORDS } from './random-policies.ts';
import { createRandom, type Random } from './random.ts';

/** What a world came to; `difference` names the first pair on which the two evaluators part. */
export interface ProbedWorld {
  readonly difference: string | null;
  readonly probes: number;
  /** Probes whose answer is neither everything nor nothing. */
  readonly partly: number;
  /** Probes whose bounds are apart: something is not known. */
  readonly open: number;
  readonly endpoints: number;
  readonly rules: number;
  readonly diagnostics: readonly string[];
}

/** How many of the probes ask for a port as well: the explanation in full costs more than its bounds. */
const PORT_QUESTIONS = 0.05;

/** Reads a random world of manifests, lowers and compiles it, and compares pairs drawn at random with the plain evaluator. */
export function probeWorld(seed: number, probes: number): ProbedWorld {
  const { text, settings } = randomManifests(seed);
  const read = readTexts([{ file: 'world.yaml', text }]);
  const { snapshot, diagnostics } = buildSnapshot(read.objects, read.coverage);
  const firewalls = lowerReference(snapshot, settings);
  const random = createRandom(seed ^ 0x5bd1_e995);
  const view = extendView(compile(firewalls), supposed(random, firewalls));
  const ends = allEnds(view.firewalls);
  const { tiers, endpoints } = view.firewalls;
  const tally = { partly: 0, open: 0 };
  const result = (asked: number, difference: string | null): ProbedWorld => ({
    difference, probes: asked, ...tally, endpoints: endpoints.length, rules: [...tiers.ingress, ...tiers.egress].reduce((sum, { rules }) => sum + rules.length, 0),
    diagnostics: [...read.diagnostics, ...diagnostics].map(({ code }) => code),
  });
  if (endpoints.length === 0) return result(0, null);
  for (let asked = 1; asked <= probes; asked += 1) {
    // Addresses around boundaries outnumber endpoints, and most of them are as good as each other.
    const [one, other] = [random.pick(ends.slice(0, endpoints.length)), random.pick(random.chance(0.6) ? ends.slice(0, endpoints.length) : ends)];
    const [from, to] = random.chance(0.5) ? [one, other] : [other, one];
    const bounds = pairBounds(view, from, to);
    const difference = boundsDiffer(bounds, explainBounds(view.firewalls, from, to)) ?? (random.chance(PORT_QUESTIONS) ? verdictsDiffer(view, from, to, randomTraffic(random)) : null);
    if (difference !== null) return result(asked, `${endText(endpoints, from)} -> ${endText(endpoints, to)}: ${difference}`);
    if (!equalSets(bounds.surely, bounds.possibly)) tally.open += 1;
    if (isPartial(bounds.possibly, view.firewalls.universe)) tally.partly += 1;
  }
  return result(probes, null);
}

type Bounds = ReturnType<typeof pairBounds>;

function boundsDiffer(compiled: Bounds, plain: Bounds): string | null {
  if (equalSets(compiled.surely, plain.surely) && equalSets(compiled.possibly, plain.possibly)) return null;
  const [is, was] = [compiled, plain].map(({ surely, possibly }) => `${connectionText(surely) || 'nothing'} surely, ${connectionText(possibly) || 'nothing'} possibly`);
  return `plain ${was ?? ''}; compiled ${is ?? ''}`;
}

function verdictsDiffer(view: View, from: PairEnd, to: PairEnd, traffic: TrafficQuestion): string | null {
  const compiled = canReach(view, { from: selectionOf(from), to: selectionOf(to), traffic }).verdict;
  const plain = explainPair(view.firewalls, from, to, traffic).verdict;
  return compiled === plain ? null : `${traffic.text}: plain ${plain}; compiled ${compiled}`;
}

const selectionOf = (end: PairEnd): Selection => (end.kind === 'endpoint'
  ? { ref: 'endpoint', endpoints: [end.index], external: NO_ADDRESSES, caveats: [] } : { ref: 'address', endpoints: [], external: setOfAddress(end.address), caveats: [] });

const setOfAddress = (address: Address): AddressSet => (address.family === 4
  ? setOfRange({ family: 4, first: address.value, last: address.value }) : setOfRange({ family: 6, first: address.value, last: address.value }));

function randomTraffic(random: Random): TrafficQuestion {
  const protocol = random.pick(['TCP', 'UDP', 'SCTP'] as const);
  if (random.chance(0.3)) { const name = random.pick(WORDS.portNames); return { kind: 'named', name, protocol, text: `${protocol}/${name}` }; }
  const port = 78 + random.below(9); const last = port + (random.chance(0.3) ? random.below(3) : 0);
  return { kind: 'fixed', connections: connections(protocol, port, last), text: `${protocol}/${String(port)}-${String(last)}`, ...(random.chance(0.2) && { family: random.pick([4, 6] as const) }) };
}

/** Neither nothing nor everything, in one family at least. */
const isPartial = (set: ConnectionSet, universe: ConnectionSet): boolean => ([1, 2] as const).some((family) => {
  const part = intersect(set, ofFamilies(family));
  return part.length > 0 && !equalSets(part, intersect(universe, ofFamilies(family)));
});

/** Pods that do not exist yet, among them one in a namespace that does not either. */
function supposed(random: Random, { directory }: Firewalls): readonly Endpoint[] {
  if (directory === undefined) return [];
  return random.times(0, 2, (index) => directory.supposePod(`hypothetical:${String(index)}`, random.pick([...WORDS.namespaces, 'new']), Object.fromEntries(random.some(WORDS.keys).map((key) => [key, random.pick(WORDS.values)]))));
}

const endText = (endpoints: Endpoints, end: PairEnd): string => (end.kind === 'address' ? addressText(end.address) : endpoints.at(end.index)?.ref ?? '');
