import { addressName, comparisonDiffers, oracleOf, pairsDiffer, questionsDiffer } from './compare.mjs';
import { source } from './source.mjs';
import { DIALECTS } from './worlds.mjs';

const { tiersAfter } = await source('increment/change-rules.ts');
const { crowdedFirewalls, kindredWorld, randomEndpoints, randomRules } = await source('testing/random-changes.ts');
const { addressesAtBoundaries } = await source('testing/random-firewalls.ts');
const { createRandom } = await source('testing/random.ts');

const STEPS = 4;
const MOST_ADDRESSES = 14;
/** A label that rules ask for only once they change. */
const LATE_KEY = 'zone';
const LATE_VALUES = ['x', 'y', 'z'];

const byRef = (a, b) => (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0);
const aloneIn = (endpoint) => ({ ...endpoint, workload: endpoint.ref, owner: endpoint.ref });

/** A world, and what each of its changes takes endpoints and rules from. Where pods are lone, none takes another's place, and versions can be compared by pod. */
function scenario(dialect, seed) {
  const random = createRandom(seed ^ 0x3c3c);
  const isLone = random.chance(0.5); const isOwn = dialect === 'normalForm';
  const world = isOwn && random.chance(0.75) ? crowdedFirewalls(random, seed) : DIALECTS[dialect](seed);
  const first = { ...world, endpoints: world.endpoints.map((endpoint) => (isLone ? aloneIn(endpoint) : endpoint)) };
  // It tells of the endpoints that it was made with.
  delete first.directory;
  const others = Array.from({ length: STEPS }, (_, step) => (isOwn && random.chance(0.8) ? kindredWorld(random, first, seed + step + 1) : DIALECTS[dialect](seed + step + 1)));
  const addresses = new Map([first, ...others].flatMap((each) => addressesAtBoundaries(each).map((address) => [addressName(address), address])));
  return { random, isLone, first, others, sample: random.shuffled([...addresses.values()]).slice(0, MOST_ADDRESSES) };
}

/** Pods with the labels of one that is there and the addresses or ports of another: labels alone do not tell them apart. */
function siblings(random, { endpoints }, others) {
  const pods = endpoints.filter(({ isHost }) => !isHost); const models = [...pods, ...others.endpoints.filter(({ isHost }) => !isHost)];
  if (pods.length === 0) return [];
  return random.times(0, 4, (at) => {
    const own = random.pick(pods); const { addresses, areAddressesKnown, families, ports } = random.pick(models);
    // At first no rule asks for it, so that it tells nothing apart.
    const labels = random.chance(0.5) ? { ...own.labels, [LATE_KEY]: random.pick(LATE_VALUES) } : own.labels;
    return { ...own, labels, ref: `${own.ref}-sibling-${random.below(1000)}`, ...(at % 2 === 0 ? { ports } : { addresses, areAddressesKnown, families }) };
  });
}

/** Rules some of which ask for a label that none asked for before. */
function sharpened(random, rule) {
  if (random.chance(0.6)) return rule;
  const labels = { op: 'in', key: LATE_KEY, values: [random.pick(LATE_VALUES)] };
  return rule.peers === 'any' || random.chance(0.5) ? { ...rule, own: labels } : { ...rule, peers: [...rule.peers, { element: rule.peers.length, labels }] };
}

/** A change at random, and the world after it written out. */
function changeOf({ random, isLone }, firewalls, other, isFirst) {
  if (random.chance(isFirst ? 0.75 : 0.5)) {
    const { removed, added: drawn } = randomEndpoints(random, firewalls, other);
    const refs = new Set(firewalls.endpoints.filter(({ index }) => !removed.includes(index)).map(({ ref }) => ref)); const added = [];
    for (const endpoint of [...drawn, ...siblings(random, firewalls, other)]) if (!refs.has(endpoint.ref)) { refs.add(endpoint.ref); added.push(isLone || endpoint.kind === 'node' ? aloneIn(endpoint) : endpoint); }
    const endpoints = [...firewalls.endpoints.filter(({ index }) => !removed.includes(index)), ...added].sort(byRef).map((endpoint, index) => ({ ...endpoint, index }));
    return { work: (live) => live.changeEndpoints({ removed, added }), after: { ...firewalls, endpoints } };
  }
  const rules = randomRules(random, firewalls, other).map((each) => ({ ...each, inserted: each.inserted.map((rule) => sharpened(random, rule)) }));
  return { work: (live) => live.changeRules(rules), after: { ...firewalls, tiers: tiersAfter(firewalls.tiers, rules) } };
}

/** The version that a change makes, by every question, loaded from its bytes, and against the version before. */
function versionDiffers(engine, before, after, { isLone }, seed, tally) {
  const { live: { view }, oracle } = after;
  const isCompared = isLone && oracle.firewalls.endpoints.length > 0 && before.oracle.firewalls.endpoints.length > 0;
  return pairsDiffer(engine, view, oracle, 'changed', tally)
    ?? (isCompared ? comparisonDiffers(engine, [before.live.view, view], [before.oracle, oracle], tally) : null)
    ?? loadedDiffers(engine, view, oracle, seed, tally)
    ?? questionsDiffer(engine, { forTables: view, forRows: view }, oracle, seed, tally);
}

function loadedDiffers(engine, view, oracle, seed, tally) {
  const loaded = engine.load(view);
  return pairsDiffer(engine, loaded, oracle, 'changed and loaded', tally) ?? questionsDiffer(engine, { forTables: loaded, forRows: loaded }, oracle, seed + 1, tally);
}

/** Changes one after the other, each of the last version or of an earlier one; null, or the first difference. */
export function changesDiffer(engine, dialect, seed, tally) {
  const scene = scenario(dialect, seed); const { random, first, others, sample } = scene;
  if (first.endpoints.length === 0) return null;
  const versions = [{ live: engine.open(first), oracle: oracleOf(first, sample) }];
  for (const [step, other] of others.entries()) {
    const before = random.chance(0.7) ? versions.at(-1) : random.pick(versions);
    const { work, after } = changeOf(scene, before.oracle.firewalls, other, step === 0);
    if (after.endpoints.length === 0) continue;
    const recompiles = before.live.view.counters.recompiles; const version = { live: work(before.live), oracle: oracleOf(after, sample) };
    tally.increments += 1; tally.compiledAnew += version.live.view.counters.recompiles - recompiles;
    const difference = versionDiffers(engine, before, version, scene, seed + step, tally);
    if (difference !== null) return `change ${step + 1}: ${difference}`;
    versions.push(version);
  }
  for (const [at, { live, oracle }] of random.shuffled(versions).entries()) {
    const difference = pairsDiffer(engine, live.view, oracle, 'afterwards', tally) ?? (at === 0 ? questionsDiffer(engine, { forTables: live.view, forRows: live.view }, oracle, seed + STEPS, tally) : null);
    if (difference !== null) return `an earlier version: ${difference}`;
  }
  return null;
}
