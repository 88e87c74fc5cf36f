// Other tools on the same cluster in the same run, where a variable names their program.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { clusterOptions } from '../cluster/options.mjs';
import { writeCluster } from '../cluster/write-cluster.mjs';
import { peerPrograms } from '../measure/tools.mjs';
import { COMMANDS } from '../processes/commands.mjs';
import { measuredProcess } from '../processes/measured-process.mjs';
import { PEER_LIMITS } from '../processes/peer-questions.mjs';

const CACHE = join(import.meta.dirname, '..', '..', '.postern', 'bench', 'manifests');
// Both enumerate pairs: beyond this they take longer than anybody waits.
const MOST_PODS = 10_000;

function manifests(pods) {
  const folder = join(CACHE, `pods-${pods}`);
  if (!existsSync(folder)) writeCluster(clusterOptions({ pods, shape: 'manifests' }), folder);
  return folder;
}

/** The whole list of the peers that are there, user and system CPU, in the form of our own results. */
export async function runPeers(sizes) {
  const programs = Object.entries(peerPrograms).filter(([, program]) => program !== undefined);
  if (programs.length === 0) console.error('no peer is named (PEER_NETPOL_ANALYZER, PEER_POLICY_ASSISTANT), so none is timed');
  const results = [];
  for (const pods of sizes.filter((size) => size <= MOST_PODS)) for (const [peer, program] of programs) {
    const { failure, cpu } = await measuredProcess(program, COMMANDS[peer].list({ base: manifests(pods) }), 1, PEER_LIMITS);
    if (failure === null) results.push({ case: peer, pods, unit: 'ms', times: { list: cpu } });
    else console.error(`${peer} list is left out at ${pods} pods: ${failure}`);
  }
  return results;
}
