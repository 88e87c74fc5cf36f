// Answers of the five commands hold each other to account: the list to `why`, whose steps are the plain evaluator's, and the rest to the list.
import { must } from '../measure/assert.mjs';
import { COMMANDS } from './commands.mjs';
import { printed } from './measured-process.mjs';

const SAMPLES = 12;
const SETS = ['allowed', 'partial', 'undecided'];
const setsOf = (row) => SETS.map((set) => row?.[set] ?? '').join(' | ');
const pairOf = ({ from, to }) => `${from} > ${to}`;
const workloadOf = (ref) => { const [namespace, name] = ref.slice('deploy:'.length).split('/'); return { namespace, name }; };

/** @throws {Error} where two commands disagree */
export async function checkAnswers(program, prefix, folders) {
  const ask = async (question, about) => JSON.parse(await printed(program, [...prefix, ...COMMANDS.postern[question](about)]));
  const rows = await listOf(ask, folders); const next = await listOf(ask, { base: folders.next });
  must(rows.size > 0 && next.size > 0, 'a list is empty');
  await checkWho(ask, folders, rows);
  await checkWhy(ask, folders, rows);
  checkDiff(await ask('diff', folders), rows, next);
  checkExposed(await ask('exposed', folders), rows);
}

const listOf = async (ask, folders) => new Map((await ask('list', folders)).connections.map((row) => [pairOf(row), row]));

async function checkWho(ask, folders, rows) {
  const { to: ref, peers } = await ask('who', folders);
  const listed = [...rows.values()].filter(({ to }) => to === ref);
  must(listed.length > 0 && listed.length === peers.length, `who ${ref} has ${peers.length} rows, the list ${listed.length}`);
  for (const peer of peers) must(setsOf(peer) === setsOf(rows.get(`${peer.ref} > ${ref}`)), `who ${ref}: ${peer.ref}`);
}

async function checkWhy(ask, folders, rows) {
  const deployments = [...new Set([...rows.values()].flatMap(({ from, to }) => [from, to]).filter((ref) => ref.startsWith('deploy:')))];
  for (let at = 0; at < SAMPLES; at += 1) {
    const from = deployments[(at * 31) % deployments.length]; const to = deployments[(at * 17 + 5) % deployments.length];
    if (from === to) continue;
    const { set } = await ask('why', { ...folders, from: workloadOf(from), to: workloadOf(to) });
    must(set === (rows.get(pairOf({ from, to }))?.allowed ?? ''), `why ${from} ${to}: "${set}"`);
  }
}

/** Pairs between workloads: external ranges are cut differently in each version. */
function checkDiff({ changes }, rows, next) {
  const isInside = ([, { from, to }]) => from.includes('/') && to.includes('/') && !from.startsWith('ip:') && !to.startsWith('ip:');
  const pairs = new Map([...rows, ...next].filter(isInside));
  const moved = [...pairs.keys()].filter((pair) => setsOf(rows.get(pair)) !== setsOf(next.get(pair))).sort();
  const told = new Map(changes.filter((change) => isInside([null, change])).map((change) => [pairOf(change), change]));
  must(moved.length > 0, 'no pair differs');
  must(moved.join() === [...told.keys()].sort().join(), `the lists differ in ${moved.length} pairs, the diff in ${told.size}`);
  for (const [pair, { before, after }] of told) must(before === (rows.get(pair)?.allowed ?? '') && after === (next.get(pair)?.allowed ?? ''), `diff of ${pair}`);
}

function checkExposed({ exposures }, rows) {
  const reached = new Set([...rows.values()].filter(({ from }) => !from.includes(':') || from.startsWith('ip:') || from === 'internet').map(({ to }) => to));
  must(exposures.length > 0, 'nothing is exposed');
  for (const { direction, ref, via } of exposures) if (direction === 'INGRESS' && via.some(({ kind }) => kind === 'DIRECT_CIDR')) must(reached.has(ref), `${ref} is exposed, and the list has no row for it`);
}
