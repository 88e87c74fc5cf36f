// Other tools on the same cluster in the same run, where a variable names their program.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { clusterOptions } from '../cluster/options.mjs';
import { writeCluster } from '../cluster/write-cluster.mjs';
import { peerPrograms } from '../measure/tools.mjs';

const CACHE = join(import.meta.dirname, '..', '..', '.postern', 'bench', 'manifests');
// Both enumerate pairs: beyond this they take longer than anybody waits.
const MOST_PODS = 10_000;

/** What each is asked, of a folder of manifests. */
const QUESTIONS = {
  netpolAnalyzer: { list: (folder) => ['list', '--dirpath', folder, '--quiet', '--output', 'json'] },
  policyAssistant: { matrix: (folder) => ['analyze', '--mode', 'probe', '--policy-path', folder] },
};

function manifests(pods) {
  const folder = join(CACHE, String(pods));
  if (!existsSync(folder)) writeCluster(clusterOptions({ pods, shape: 'manifests' }), folder);
  return folder;
}

/** Seconds of user CPU of a whole process, as bash counts them; null where it fails. */
function cpuSeconds(program, args) {
  const { status, stderr } = spawnSync('bash', ['-c', 'TIMEFORMAT=%U; time "$@" >/dev/null 2>&1', 'bash', program, ...args], { encoding: 'utf8' });
  return status === 0 ? Number(stderr.trim()) : null;
}

/** Results of the peers that are there, in the form of our own. */
export function runPeers(sizes) {
  const programs = Object.entries(peerPrograms).filter(([, program]) => program !== undefined);
  if (programs.length === 0) console.error('no peer is named (PEER_NETPOL_ANALYZER, PEER_POLICY_ASSISTANT), so none is timed');
  return sizes.filter((pods) => pods <= MOST_PODS).flatMap((pods) => programs.map(([peer, program]) => {
    const times = {};
    for (const [question, args] of Object.entries(QUESTIONS[peer])) {
      const seconds = cpuSeconds(program, args(manifests(pods)));
      if (seconds !== null) times[question] = seconds * 1000;
    }
    return { case: peer, pods, unit: 'ms', times };
  }));
}
