import { isDeepStrictEqual } from 'node:util';
import { source } from './source.mjs';

const { openLive } = await source('increment/live.ts');
const { policyImpacts } = await source('impact/policy-impact.ts');
const { loadView } = await source('binary/load-view.ts');
const { packView } = await source('binary/pack-view.ts');
const { compile } = await source('compile/compile.ts');
const { diffViews } = await source('diff/diff-views.ts');
const { explainBounds } = await source('explain/bounds.ts');
const { containsAddress, NO_ADDRESSES, setOfRange } = await source('model/address.ts');
const { connections, equalSets, subtract } = await source('model/connection-set.ts');
const { connectionsOf } = await source('query/connections-of.ts');
const { matrixOf } = await source('query/matrix.ts');
const { pairBounds } = await source('query/pair-bounds.ts');
const { reachableFrom, whoCanReach } = await source('query/set-questions.ts');
const { totalsOf } = await source('query/totals.ts');
const { naiveReachability } = await source('testing/naive-reachability.ts');
const { addressesAtBoundaries } = await source('testing/random-firewalls.ts');

/** Ports at which equal sets are counted as verdicts: the bounds of every port that the worlds name, of three protocols. */
const VERDICTS_PER_FAMILY = 3 * 12;
const MOST_ADDRESSES = 40;
const PORT = { kind: 'fixed', connections: connections('TCP', 80, 82), text: 'TCP 80-82' };
const AXIS = { groupBy: 'pod', offset: 0, limit: 1000 };
const NOTHING = { surely: [], possibly: [] };

/** What work in slices comes to. */
function lastOf(work) {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** The real engine; a fault replaces some of it. */
export const ENGINE = {
  compile, load: (view) => loadView(packView(view), () => view.firewalls.directory), pairBounds,
  matrix: (view) => matrixOf(view, { rows: AXIS, columns: AXIS, traffic: null }), workloads: (view) => matrixOf(view, { rows: { ...AXIS, groupBy: 'workload' }, columns: { ...AXIS, groupBy: 'workload' }, traffic: PORT }),
  totals: (view) => totalsOf(view, null), list: (view) => [...connectionsOf(view, { groupBy: 'pod' })],
  who: (view, to) => whoCanReach(view, { to, traffic: null, groupBy: 'pod' }), reach: (view, from) => reachableFrom(view, { from, traffic: null, groupBy: 'pod' }),
  /** Opened for changes. */
  open: (firewalls) => openLive(firewalls),
  impacts: (firewalls) => lastOf(policyImpacts(firewalls)),
  diff: (base, target) => diffViews(base, target, { groupBy: 'pod', resources: [] }).changes,
};

export const addressName = ({ family, value }) => `${family}/${value}`;
/** What an end is called in tables: its reference, or the address. */
const nameOf = (firewalls, end) => (end.kind === 'address' ? addressName(end.address) : firewalls.endpoints.at(end.index).ref);
const namesOf = (peer, sample) => (peer.range === null ? [peer.ref] : sample.filter((address) => containsAddress(setOfRange(peer.range), address)).map(addressName));
export const isSame = (a, b) => equalSets(a.surely, b.surely) && equalSets(a.possibly, b.possibly);
const familiesOf = (firewalls, end) => (end.kind === 'endpoint' ? firewalls.endpoints.at(end.index).families : firewalls.isFamilyBlind === true ? 3 : end.address.family === 4 ? 1 : 2);

/** Everything that the plain evaluator says of a world, at every endpoint and at sampled addresses. */
export function oracleOf(firewalls, sample = addressesAtBoundaries(firewalls).slice(0, MOST_ADDRESSES)) {
  const endpoints = firewalls.endpoints.map(({ index }) => ({ kind: 'endpoint', index })); const addresses = sample.map((address) => ({ kind: 'address', address }));
  const pairs = [];
  for (const one of endpoints) {
    for (const to of endpoints) pairs.push([one, to]);
    for (const other of addresses) pairs.push([one, other], [other, one]);
  }
  const table = new Map(); const nodes = new Set(firewalls.endpoints.filter(({ kind }) => kind === 'node').map(({ ref }) => ref));
  const listed = pairs.map(([from, to]) => {
    const bounds = explainBounds(firewalls, from, to); const [a, b] = [nameOf(firewalls, from), nameOf(firewalls, to)];
    table.set(`${a} > ${b}`, { ...bounds, isListed: a !== b && !nodes.has(a) && !nodes.has(b), isInside: from.kind === to.kind });
    const both = familiesOf(firewalls, from) & familiesOf(firewalls, to);
    return { from, to, bounds, verdicts: VERDICTS_PER_FAMILY * ((both & 1) + (both >> 1)) };
  });
  return { firewalls, sample, table, pairs: listed };
}

const sideOf = ({ allowed, undecided, partial }) => JSON.stringify([allowed, undecided, partial]);
const plainSide = ({ surely, possibly }) => sideOf({ allowed: surely, undecided: subtract(possibly, surely), partial: [] });

/** Rows against what is wanted of the pairs that a question lists; null where they agree. */
function rowsDiffer(what, rows, wanted, sample) {
  const found = new Map();
  for (const { from, to, text } of rows) for (const a of namesOf(from, sample)) for (const b of namesOf(to, sample)) {
    if (found.has(`${a} > ${b}`)) return `${what}: ${a} > ${b} twice`;
    found.set(`${a} > ${b}`, text);
  }
  for (const [pair, text] of wanted) {
    if (found.get(pair) !== text) return `${what}: ${pair}: plain ${text}; compiled ${found.get(pair)}`;
    found.delete(pair);
  }
  for (const [pair] of found) return `${what}: ${pair} is too much`;
  return null;
}

const wantedOf = ({ table }, isWanted) => [...table].filter(([pair, bounds]) => bounds.possibly.length > 0 && isWanted(pair, bounds)).map(([pair, bounds]) => [pair, plainSide(bounds)]);
const rowsOf = (rows) => rows.map(({ from, to, reachability }) => ({ from, to, text: sideOf(reachability) }));

/** Both bounds of every pair; null, or the first that is another. */
export function pairsDiffer(engine, view, { pairs, firewalls }, what, tally) {
  for (const { from, to, bounds, verdicts } of pairs) {
    tally.verdicts += verdicts; tally.pairs += 1;
    if (!isSame(engine.pairBounds(view, from, to), bounds)) return `${what}: ${nameOf(firewalls, from)} > ${nameOf(firewalls, to)}`;
  }
  return null;
}

const isAnswer = (is, want) => ['verdict', 'allowed', 'partial', 'undecided', 'pairs'].every((key) => isDeepStrictEqual(is[key], want[key]));

/** The matrix of workloads and of one port: what many pairs come to, counted out pair by pair. */
function groupsDiffer(engine, view, firewalls, tally) {
  const { rows, columns, cells } = engine.workloads(view);
  const found = new Map(cells.map(({ row, column, reachability }) => [`${row} ${column}`, reachability]));
  const membersOf = ({ ref }) => firewalls.endpoints.filter(({ kind, workload }) => kind !== 'node' && workload === ref).map(({ index }) => index);
  for (const [row, from] of rows.peers.entries()) for (const [column, to] of columns.peers.entries()) {
    const [senders, receivers] = [membersOf(from), membersOf(to)];
    if (senders.length === 1 && row === column) continue;
    const want = naiveReachability(firewalls, senders, receivers, PORT); const is = found.get(`${row} ${column}`);
    const isNothing = want.allowed.length + want.partial.length + want.undecided.length === 0;
    tally.cells += 1;
    if (isNothing ? is !== undefined : is === undefined || !isAnswer(is, want)) return `workloads: ${from.ref} > ${to.ref}`;
  }
  return null;
}

function summariesDiffer(engine, view, oracle, tally) {
  const { cells, rows, columns } = engine.matrix(view);
  const matrix = cells.map(({ row, column, reachability }) => ({ from: rows.peers[row], to: columns.peers[column], text: sideOf(reachability) }));
  tally.cells += rows.total * columns.total;
  const all = oracle.firewalls.endpoints.filter(({ kind }) => kind !== 'node').map(({ index }) => index);
  const wrong = rowsDiffer('matrix', matrix, wantedOf(oracle, (_, { isListed, isInside }) => isListed && isInside), oracle.sample);
  if (wrong !== null || all.length < 2) return wrong;
  if (!isAnswer(engine.totals(view), naiveReachability(oracle.firewalls, all, all, null))) return 'totals';
  return groupsDiffer(engine, view, oracle.firewalls, tally);
}

function rowsOfOneDiffer(engine, view, oracle, seed, tally) {
  const { endpoints } = oracle.firewalls; const one = endpoints.at(seed % endpoints.length);
  const selection = { ref: one.ref, endpoints: [one.index], external: NO_ADDRESSES, caveats: [] };
  const self = { ref: one.ref, range: null };
  const subject = (pair, at) => pair.split(' > ')[at] === one.ref && pair !== `${one.ref} > ${one.ref}`;
  tally.rows += 2;
  return rowsDiffer('who', engine.who(view, selection).map(({ peer, reachability }) => ({ from: peer, to: self, text: sideOf(reachability) })), wantedOf(oracle, (pair) => subject(pair, 1)), oracle.sample)
    ?? rowsDiffer('reach', engine.reach(view, selection).map(({ peer, reachability }) => ({ from: self, to: peer, text: sideOf(reachability) })), wantedOf(oracle, (pair) => subject(pair, 0)), oracle.sample);
}

/** Every question but that of single pairs; null, or the first difference. A view that some questions were asked of before may answer others from what it kept. */
export function questionsDiffer(engine, { forTables, forRows }, oracle, seed, tally) {
  return summariesDiffer(engine, forTables, oracle, tally) ?? rowsOfOneDiffer(engine, forRows, oracle, seed, tally)
    ?? rowsDiffer('list', rowsOf(engine.list(forRows)), wantedOf(oracle, (_, { isListed }) => isListed), oracle.sample);
}

/** One world by every question; null, or the first difference. */
export function worldDiffers(engine, firewalls, seed, tally) {
  if (firewalls.endpoints.length === 0) return null;
  const oracle = oracleOf(firewalls); const view = engine.compile(firewalls);
  return pairsDiffer(engine, view, oracle, 'fresh', tally) ?? pairsDiffer(engine, engine.load(engine.compile(firewalls)), oracle, 'loaded', tally)
    ?? questionsDiffer(engine, { forTables: engine.compile(firewalls), forRows: view }, oracle, seed, tally);
}

/** A comparison of two views: the changes are exactly the pairs that the plain evaluator tells apart. Both oracles have one sample. */
export function comparisonDiffers(engine, [base, target], [before, after], tally) {
  const wanted = [];
  for (const pair of new Set([...before.table.keys(), ...after.table.keys()])) {
    const [was, is] = [before, after].map(({ table }) => table.get(pair));
    if ((was ?? is).isListed && !isSame(was ?? NOTHING, is ?? NOTHING)) wanted.push([pair, `${plainSide(was ?? NOTHING)} ${plainSide(is ?? NOTHING)}`]);
  }
  tally.diffs += 1; tally.changes += wanted.length;
  const rows = engine.diff(base, target).map((change) => ({ from: change.from, to: change.to, text: `${sideOf(change.before)} ${sideOf(change.after)}` }));
  return rowsDiffer('diff', rows, wanted, before.sample);
}

/** Two versions, each compiled. */
export function versionsDiffer(engine, base, target, tally) {
  const sample = [...addressesAtBoundaries(base), ...addressesAtBoundaries(target)].slice(0, MOST_ADDRESSES);
  const unique = [...new Map(sample.map((address) => [addressName(address), address])).values()];
  return comparisonDiffers(engine, [engine.compile(base), engine.compile(target)], [oracleOf(base, unique), oracleOf(target, unique)], tally);
}
