// Whole processes on folders of manifests: the command as people start it, and its peers beside it.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { clusterOptions } from '../cluster/options.mjs';
import { clusterModel } from '../cluster/model/cluster-model.mjs';
import { writeCluster } from '../cluster/write-cluster.mjs';
import { bundle, peerPrograms } from '../measure/tools.mjs';
import { checkAnswers } from './check-answers.mjs';
import { COMMANDS } from './commands.mjs';
import { measuredProcess } from './measured-process.mjs';

const CACHE = join(import.meta.dirname, '..', '..', '.postern', 'bench');
const PODS_OF_WORKLOAD = 20;
const CHANGED_PERCENT = 2;
/** Peers enumerate pairs: the largest folders take them minutes for a question. */
const MOST_WORKLOADS_OF_PEERS = 800;
const RUNS = { postern: 3, peer: 1 };
export const WORKLOADS = [100, 400, 800, 1600];

/** Results of each program at each size; answers are checked at the first. */
export async function processCase(sizes, show) {
  const command = join(CACHE, 'postern.mjs');
  mkdirSync(CACHE, { recursive: true });
  await bundle(command);
  const [smallest] = sizes;
  await checkAnswers(process.execPath, [command], foldersOf(smallest));
  const peers = Object.entries(peerPrograms).filter(([, program]) => program !== undefined);
  const results = [];
  for (const workloads of sizes) {
    const folders = foldersOf(workloads);
    results.push(await timed('postern', workloads, folders, process.execPath, [command], RUNS.postern));
    if (workloads <= MOST_WORKLOADS_OF_PEERS) for (const [peer, program] of peers) results.push(await timed(peer, workloads, folders, program, [], RUNS.peer));
    for (const result of results) if (result.workloads === workloads) show(result);
  }
  return results;
}

async function timed(program, workloads, folders, file, prefix, runs) {
  const times = {}; const memory = {};
  for (const [question, args] of Object.entries(COMMANDS[program])) {
    const run = await measuredProcess(file, [...prefix, ...args(folders)], runs);
    if (run === null) { console.error(`${program} ${question} failed at ${workloads} workloads`); continue; }
    times[question] = run.cpu;
    if (run.peakMb !== null) memory[question] = run.peakMb;
  }
  return { case: 'processes', program, workloads, unit: 'ms', times, memory };
}

/** Two versions of a cluster as manifests, written once, and two of its workloads. */
function foldersOf(workloads) {
  const written = (next) => {
    const options = clusterOptions({ pods: workloads * PODS_OF_WORKLOAD, shape: 'manifests', policies: 'knp', next });
    const folder = join(CACHE, 'manifests', `${workloads}${next === undefined ? '' : '-next'}`);
    if (!existsSync(folder)) writeCluster(options, folder);
    return { folder, options };
  };
  const { folder: base, options } = written(undefined); const { folder: next } = written(CHANGED_PERCENT);
  const [from, to] = deployments(options);
  return { base, next, from, to };
}

/** The first two that are in different namespaces. */
function deployments(options) {
  const named = clusterModel(options).workloads.map(({ namespace, name }) => ({ namespace: namespace.name, name }));
  const [from] = named;
  return [from, named.find(({ namespace }) => namespace !== from.namespace) ?? named[1]];
}
