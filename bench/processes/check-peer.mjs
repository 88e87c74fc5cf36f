// The list of netpol-analyzer beside ours, where both model the same: pairs of workloads whose answer does not hang on addresses that manifests do not tell.
import { COMMANDS } from './commands.mjs';
import { printed } from './measured-process.mjs';
import { PEER_LIMITS } from './peer-questions.mjs';

const KINDS = { Deployment: 'deploy', StatefulSet: 'sts', DaemonSet: 'ds' };
const SHOWN = 5;
const isWorkload = (ref) => /^(?:deploy|sts|ds):/.test(ref);
const MOST_PORT = '1-65535';

/** `shop/web[Deployment]` as a reference; null for ranges and everything else. */
function refOf(text) {
  const [, namespace, name, kind] = /^([^/]+)\/([^[]+)\[(\w+)\]$/.exec(text) ?? [];
  return KINDS[kind] === undefined ? null : `${KINDS[kind]}:${namespace}/${name}`;
}

/** `SCTP 3868,TCP 80,443` in our words. */
function setOf(text) {
  if (text === 'All Connections') return 'ALL';
  const parts = new Map(text.split(/,(?=[A-Z])/).map((part) => part.split(' ')));
  return ['TCP', 'UDP', 'SCTP'].filter((protocol) => parts.has(protocol)).map((protocol) => (parts.get(protocol) === MOST_PORT ? protocol : `${protocol} ${parts.get(protocol)}`)).join('; ');
}

/** How many pairs were compared and how many differ; null where the peer gives no list in JSON. */
export async function comparePeer(peerProgram, program, prefix, folders) {
  const theirs = await printed(peerProgram, COMMANDS.netpolAnalyzer.list(folders), PEER_LIMITS);
  if (theirs === null) return null;
  const ours = new Map(JSON.parse(await printed(program, [...prefix, ...COMMANDS.postern.list(folders)])).connections.filter(({ from, to }) => isWorkload(from) && isWorkload(to)).map((row) => [`${row.from} > ${row.to}`, row]));
  const others = new Map(JSON.parse(theirs).map(({ src, dst, conn }) => [`${refOf(src)} > ${refOf(dst)}`, conn]).filter(([pair]) => !pair.includes('null')));
  const isDecided = (row) => row === undefined || (row.partial === '' && row.undecided === '' && !row.allowed.includes('IPv'));
  const pairs = [...new Set([...ours.keys(), ...others.keys()])].filter((pair) => isDecided(ours.get(pair)));
  const different = pairs.filter((pair) => (ours.get(pair)?.allowed ?? '') !== setOf(others.get(pair) ?? ''));
  for (const pair of different.slice(0, SHOWN)) console.error(`${pair}: "${ours.get(pair)?.allowed ?? ''}", netpolAnalyzer "${others.get(pair) ?? ''}"`);
  return { pairs: pairs.length, different: different.length, leftOut: ours.size - [...ours.values()].filter(isDecided).length };
}
